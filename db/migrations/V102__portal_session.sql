-- Browsers that are signed in. Only the SHA-256 of a cookie is kept; the accounts are those proved in that browser.
create table portal_session (
    id uuid primary key,
    secret_hash bytea not null unique check (octet_length(secret_hash) = 32),
    tenant uuid not null references tenant,
    since timestamptz not null,
    seen_at timestamptz not null,
    address text not null,
    agent text not null
);

create table portal_session_account (
    session uuid not null references portal_session on delete cascade,
    did text not null,
    primary key (session, did)
);

create index portal_session_account_did on portal_session_account (did);
