-- Signing keys, sealed, promised to accounts that have yet to move here.
create table pds_reserved_key (
    did    text collate "C" primary key,
    sealed bytea not null,
    at     timestamptz not null
);
create index pds_reserved_key_at on pds_reserved_key (at);

-- What apps keep for an account, as they sent it: nobody else is shown it.
create table pds_preferences (
    did  text collate "C" primary key references pds_account on delete cascade,
    json text not null
);
