-- Accounts of our own PDS. Keys are sealed; a password is only ever a hash.
create table pds_account (
    did           text collate "C" primary key,
    handle        text not null unique,
    password_hash text not null,
    signing_key   bytea not null,
    rotation_key  bytea not null,
    created_at    timestamptz not null
);

-- One refresh token each. A rotated one points at its successor and lives on for the grace period.
create table pds_session (
    id         uuid primary key,
    did        text not null references pds_account,
    expires_at timestamptz not null,
    next_id    uuid
);

create index pds_session_did on pds_session (did);

-- Keys of the server itself, sealed.
create table pds_secret (
    name   text primary key,
    sealed bytea not null
);
