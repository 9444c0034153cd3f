-- Answers to POSTs with an Idempotency-Key. A key is claimed before it is worked for, by one process for a while; only what is
-- answered is given again, and forgotten after a while. Answers are sealed, since some are secrets.
create table idempotency (
    tenant uuid not null,
    key text not null check (length(key) between 1 and 200),
    fingerprint text not null,
    status int,
    at timestamptz not null,
    node text not null,
    process uuid not null,
    until timestamptz not null,
    rights text not null,
    answer bytea,
    primary key (tenant, key),
    check ((status is null) = (answer is null))
);
create index idempotency_age on idempotency (tenant, at);
