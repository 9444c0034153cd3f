-- Accounts of our own PDS. Keys are sealed; a password is only ever a hash.
create table pds_account (
    did text collate "C" primary key,
    handle text not null unique,
    password_hash text not null,
    signing_key bytea not null,
    rotation_key bytea not null,
    created_at timestamptz not null,
    -- A deactivated account rests: nobody is shown its repository, and it cannot write.
    active boolean not null default true,
    -- The signing key to come, while the directory is being told of it.
    next_signing_key bytea
);

-- One refresh token each. A rotated one points at its successor and lives on for the grace period.
create table pds_session (
    id uuid primary key,
    did text not null references pds_account,
    expires_at timestamptz not null,
    next_id uuid,
    -- What it may do, and the app password it was opened with: with which it ends.
    scope text not null default 'FULL',
    app_password text
);
create index pds_session_did on pds_session (did);

-- Passwords for apps. They are long and random, so a plain hash is enough; it is looked for, so it is of DID and password.
create table pds_app_password (
    did text collate "C" not null references pds_account on delete cascade,
    name text not null,
    hash text not null,
    privileged boolean not null,
    created_at timestamptz not null,
    primary key (did, name),
    unique (did, hash)
);

-- Keys of the server itself, sealed.
create table pds_secret (
    name text primary key,
    sealed bytea not null
);

-- Signing keys, sealed, promised to accounts that have yet to move here.
create table pds_reserved_key (
    did text collate "C" primary key,
    sealed bytea not null,
    at timestamptz not null
);
create index pds_reserved_key_at on pds_reserved_key (at);

-- What apps keep for an account, as they sent it: nobody else is shown it.
create table pds_preferences (
    did text collate "C" primary key references pds_account on delete cascade,
    json text not null
);

-- The head of each repository; its row lock makes one writer a repository.
create table pds_repo (
    did text collate "C" primary key references pds_account,
    head text not null,
    data text not null,
    rev text collate "C" not null,
    -- Points spent on writes within the current hour and day; kept here because this row is locked by each write anyway.
    hour_at timestamptz not null default '-infinity',
    hour_points int not null default 0,
    day_at timestamptz not null default '-infinity',
    day_points int not null default 0
);

-- Commits and tree nodes that the head still needs. Records are blocks too, but kept once, in pds_record.
create table pds_block (
    did text collate "C" not null references pds_repo,
    cid text not null,
    rev text collate "C" not null,
    bytes bytea not null,
    primary key (did, cid)
);

create table pds_record (
    did text collate "C" not null references pds_repo,
    collection text collate "C" not null,
    rkey text collate "C" not null,
    cid text not null,
    rev text collate "C" not null,
    cbor bytea not null,
    primary key (did, collection, rkey)
);
create index pds_record_cid on pds_record (did, cid);
create index pds_record_collection on pds_record (collection, did);

-- Blobs as they were sent. One that no record refers to is temporary and is collected.
create table pds_blob (
    did text collate "C" not null references pds_account,
    cid text not null,
    mime text not null,
    size bigint not null,
    bytes bytea not null,
    at timestamptz not null,
    primary key (did, cid)
);

-- Which record refers to which blob; the blob may be missing after a repository has been imported.
create table pds_blob_ref (
    did text collate "C" not null,
    collection text collate "C" not null,
    rkey text collate "C" not null,
    cid text not null,
    primary key (did, collection, rkey, cid),
    foreign key (did, collection, rkey) references pds_record on delete cascade
);
create index pds_blob_ref_cid on pds_blob_ref (did, cid);

-- The firehose: frames, each around its number: what stands before it is in frame, what stands behind it in tail. Without a
-- tail the frame is whole.
create table pds_event (
    seq bigint primary key,
    frame bytea not null,
    at timestamptz not null,
    tail bytea,
    did text collate "C"
);
create index pds_event_at on pds_event (at);
create index pds_event_did on pds_event (did);

-- Numbers of events come from a sequence, so that writers of different repositories do not wait for each other's commit. A
-- reader who meets a missing number waits until the transactions that could still bring it are over.
create sequence pds_event_seq owned by pds_event.seq;
