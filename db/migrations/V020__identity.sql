create table tenant (
    id uuid primary key,
    did text not null unique,
    handle text not null,
    pds text not null,
    created_at timestamptz not null
);

-- Who acts for a tenant, and what he may do (kernel.Role).
create table member (
    id uuid primary key,
    tenant uuid not null references tenant,
    did text not null,
    handle text not null,
    role text not null check (role in ('OWNER', 'BUYER', 'OPERATOR', 'AUDITOR')),
    since timestamptz not null,
    -- Who gave the role, and when: what was given with a stolen credential waits for the word of the owner.
    given_by text,
    given_at timestamptz,
    suspended boolean not null default false,
    unique (tenant, did),
    constraint member_given check ((given_by is null) = (given_at is null))
);
create index member_did on member (did);
create index member_given_by on member (given_by);

-- Who is invited sees it at the next sign-in, and becomes a member by accepting.
create table invitation (
    id uuid primary key,
    tenant uuid not null references tenant,
    did text not null,
    handle text not null,
    role text not null check (role in ('OWNER', 'BUYER', 'OPERATOR', 'AUDITOR')),
    made_at timestamptz not null,
    expires_at timestamptz not null,
    -- An invitation ends with the place of its maker.
    inviter text not null,
    unique (tenant, did)
);
create index invitation_did on invitation (did);

-- Tokens are sealed by the vault. The generation rises with every new pair; lease_until is set while one node asks the PDS
-- for the next pair, so that a refresh token is used once.
create table account_session (
    tenant uuid primary key references tenant,
    access_token bytea not null,
    refresh_token bytea not null,
    generation bigint not null,
    lease_until timestamptz,
    ended boolean not null,
    changed_at timestamptz not null,
    since timestamptz not null,
    -- A session got by OAuth belongs to a key, an authorization server and the client id it was given to; one got by a
    -- password has none of these.
    issuer text,
    client_id text,
    dpop_key bytea,
    scope text,
    -- The client's own key by which it began: it cannot be renewed with any other.
    client_key text,
    -- For those who have to do something about it.
    ended_because text,
    constraint account_session_binding check (num_nulls(issuer, client_id, dpop_key, scope) in (0, 4))
);
create index account_session_client_key on account_session (client_key) where not ended;

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
    hash bytea not null unique check (octet_length(hash) = 32),
    created_at timestamptz not null,
    expires_at timestamptz not null,
    last_used_at timestamptz,
    -- Each right it has (kernel.Right).
    rights text not null check (rights ~ '^READ(,BUY)?(,OPERATE)?(,MANAGE)?$'),
    -- It ends with the maker's membership, and does no more than the maker's role at the moment it is used.
    maker text not null,
    constraint api_token_maker foreign key (tenant, maker) references member (tenant, did) on delete cascade
);
create index api_token_tenant on api_token (tenant, created_at);
create index api_token_maker on api_token (tenant, maker);

-- Sign-ins under way at other servers. The hashes stand for the state and for a cookie of the browser that began; PKCE
-- verifier and key are sealed. Each is taken once.
create table oauth_attempt (
    state_hash bytea primary key check (octet_length(state_hash) = 32),
    browser_hash bytea not null check (octet_length(browser_hash) = 32),
    did text not null,
    pds text not null,
    issuer text not null,
    next text not null,
    sealed bytea not null,
    expires_at timestamptz not null
);
create index oauth_attempt_expires_at on oauth_attempt (expires_at);

-- The keys by which the portal proves to authorization servers that it is this portal; they come and go.
create table oauth_client_key (
    id text primary key,
    sealed bytea not null,
    made_at timestamptz not null
);

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
