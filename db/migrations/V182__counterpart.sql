-- What is under way with an account, when that account is heard to be gone.
create index contract_requester on contract (requester) where state not in ('DECLINED', 'ENDED', 'FAILED');
create index contract_provider on contract (provider) where state not in ('DECLINED', 'ENDED', 'FAILED');
