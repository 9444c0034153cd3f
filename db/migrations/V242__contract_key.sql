-- The key that a contract's workload registered: of two machines with one subject each has its own.
alter table contract add key_uri text;
alter table contract add constraint contract_key unique (tenant, key_uri);

-- Why a contract fails, while what it holds is still being given back.
alter table contract add failure text;
update contract set failure = coalesce(problem, 'It could not go on'), state = 'ENDING', attempts = 0, due_at = now()
    where state = 'FAILED' and (accept_uri is not null or role_uri is not null);

-- Which order a workload's token was given for; empty where its issuer does not say.
alter table proxied_request add order_key text not null default '';
drop index proxied_request_by_record;
create index proxied_request_by_workload on proxied_request (tenant, issuer, subject, at);
