-- The RSA keys an issuer publishes: the one it signs with and the one before it.
create table issuer_key (
    id uuid primary key,
    tenant uuid not null,
    state text not null check (state in ('CURRENT', 'PREVIOUS')),
    kid text not null,
    sealed_key bytea not null,
    created_at timestamptz not null,
    unique (tenant, state)
);

-- The machines that may have tokens. A nonce is good for one proof: it is nulled when used, replaced when the order is repeated.
create table enrolled_machine (
    id uuid primary key,
    tenant uuid not null,
    order_key text not null,
    requester text not null,
    role text not null check (role ~ '^[A-Za-z0-9._-]{1,64}$'),
    subject text not null,
    nonce_hash bytea unique,
    created_at timestamptz not null,
    expires_at timestamptz not null,
    proven_at timestamptz,
    withdrawn_at timestamptz,
    -- The proof that was answered: its answer may have been lost, and the machine asks again.
    proof_hash bytea,
    unique (tenant, order_key)
);
create index enrolled_machine_proof on enrolled_machine (tenant, proof_hash) where proof_hash is not null;

-- What workloads asked of a tenant's repository through the reverse proxy, and by which record it was allowed or why not.
create table proxied_request (
    id uuid primary key,
    tenant uuid not null,
    at timestamptz not null,
    issuer text not null,
    subject text not null,
    token_id text not null,
    method text not null,
    path text not null,
    collection text not null,
    allowed boolean not null,
    role text not null,
    policy text not null,
    record_uri text not null,
    record_cid text not null,
    reason text not null,
    created_uri text not null,
    created_cid text not null,
    -- Which order the workload's token was given for; empty where its issuer does not say.
    order_key text not null default ''
);
create index proxied_request_by_time on proxied_request (tenant, at desc);
create index proxied_request_by_workload on proxied_request (tenant, issuer, subject, at);
