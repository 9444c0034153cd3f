-- A session got by OAuth belongs to a key, an authorization server and the client id it was given to; one got by a password
-- has none of the three.
alter table account_session add column since timestamptz;
update account_session set since = changed_at;
alter table account_session alter column since set not null;
alter table account_session add column issuer text;
alter table account_session add column client_id text;
alter table account_session add column dpop_key bytea;
alter table account_session add column scope text;
alter table account_session add constraint account_session_binding
    check (num_nulls(issuer, client_id, dpop_key, scope) in (0, 4));

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

-- The key by which the portal proves to authorization servers that it is this portal.
create table oauth_client_key (
    id text primary key,
    sealed bytea not null,
    made_at timestamptz not null
);
