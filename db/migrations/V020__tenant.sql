create table tenant (
    id uuid primary key,
    did text not null unique,
    handle text not null,
    pds text not null,
    created_at timestamptz not null
);

create table member (
    id uuid primary key,
    tenant uuid not null references tenant,
    did text not null,
    handle text not null,
    role text not null check (role in ('OWNER', 'VIEWER')),
    since timestamptz not null,
    unique (tenant, did)
);

create index member_did on member (did);

-- Tokens are sealed by the vault. The generation rises with every new pair; lease_until is set while one node asks the PDS
-- for the next pair, so that a refresh token is used once.
create table account_session (
    tenant uuid primary key references tenant,
    access_token bytea not null,
    refresh_token bytea not null,
    generation bigint not null,
    lease_until timestamptz,
    ended boolean not null,
    changed_at timestamptz not null
);

create table attestation_key (
    tenant uuid primary key references tenant,
    did_key text not null unique,
    sealed bytea not null,
    made_at timestamptz not null,
    announced_at timestamptz
);

-- Only the SHA-256 of a token is kept.
create table api_token (
    id uuid primary key,
    tenant uuid not null references tenant,
    name text not null check (length(name) between 1 and 100),
    role text not null check (role in ('OWNER', 'VIEWER')),
    hash bytea not null unique check (octet_length(hash) = 32),
    created_at timestamptz not null,
    expires_at timestamptz not null,
    last_used_at timestamptz
);

create index api_token_tenant on api_token (tenant, created_at);
