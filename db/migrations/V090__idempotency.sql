-- Answers already given to a POST with an Idempotency-Key.
create table idempotency (
    tenant uuid not null,
    key text not null check (length(key) between 1 and 200),
    fingerprint text not null,
    status int not null,
    answer text not null,
    at timestamptz not null,
    primary key (tenant, key)
);
