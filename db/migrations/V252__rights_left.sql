-- What is over names no right. Contracts that have failed may have left theirs behind, and are wound up once more.
update contract set role_uri = null where state = 'ENDED';
update contract set state = 'ENDING', attempts = 0, due_at = now() where state = 'FAILED' and role_uri is not null;
alter table contract add constraint contract_over
    check (role_uri is null or state not in ('DECLINED', 'ENDED', 'FAILED'));
