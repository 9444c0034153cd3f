-- What the network says: a view of verified records, that may be dropped and read anew.

-- Whom we listen to, how far, and how well it goes.
create table network_host (
    url text primary key,
    kind text not null check (kind in ('PDS', 'RELAY', 'JETSTREAM')),
    reason text not null,
    because text not null,
    state text not null check (state in ('NEW', 'CONNECTED', 'WAITING', 'STOPPED')),
    cursor bigint,
    events bigint not null default 0,
    refused bigint not null default 0,
    failures int not null default 0,
    problem text,
    problem_at timestamptz,
    connected_at timestamptz,
    last_event_at timestamptz,
    event_time timestamptz,
    due_at timestamptz not null,
    next_poll_at timestamptz not null,
    polled_at timestamptz,
    followed_at timestamptz not null,
    claimed_by text,
    claimed_until timestamptz,
    -- Events a second, smoothed over a minute, as of the last one.
    rate double precision not null default 0,
    -- When something named the host last for the reason it is followed: what nothing names any more is not followed for ever.
    named_at timestamptz not null default now()
);

-- The head of every repository seen; desync says why what we have of it cannot be believed to be all.
create table network_repo (
    did text collate "C" primary key,
    host text,
    handle text,
    signing_key text,
    known_at timestamptz,
    rev text collate "C",
    data text,
    latest_rev text collate "C",
    status text not null check (status in ('ACTIVE', 'DELETED', 'TAKENDOWN', 'SUSPENDED', 'DEACTIVATED')),
    desync text,
    desync_at timestamptz,
    attempts int not null default 0,
    due_at timestamptz,
    claimed_by text,
    claimed_until timestamptz,
    seen_at timestamptz not null
);
-- Repositories that were read before come first: names that somebody invents do not keep them waiting.
create index network_repo_due on network_repo ((rev is null), due_at) where desync is not null;
create index network_repo_host on network_repo (host);

-- The latest version of each record, as the bytes that were hashed and signed; the JSON is for queries.
create table network_record (
    uri text collate "C" primary key,
    did text collate "C" not null,
    collection text collate "C" not null,
    rkey text collate "C" not null,
    cid text not null,
    rev text collate "C" not null,
    cbor bytea not null,
    json jsonb,
    valid boolean not null,
    reason text not null,
    source text not null,
    seen_at timestamptz not null,
    deleted_at timestamptz,
    tx xid8 not null
);
create index network_record_collection on network_record (collection, rkey, uri);
create index network_record_did on network_record (did, collection, rkey, uri);
create index network_record_change on network_record (tx, uri);

-- What a record's text fields point at: records, and the accounts that it names as well.
create table network_link (
    target text collate "C" not null,
    uri text collate "C" not null references network_record on delete cascade,
    primary key (target, uri)
);
create index network_link_uri on network_link (uri);

-- Versions seen, the newest few of each record.
create table network_version (
    uri text collate "C" not null,
    rev text collate "C" not null,
    cid text,
    cbor bytea,
    source text not null,
    seen_at timestamptz not null,
    primary key (uri, rev)
);

-- The collections whose records the view holds. A repository that was read for fewer is to be read again.
create table network_scope (
    one boolean primary key default true check (one),
    collections text not null
);
insert into network_scope (collections)
values ('com.publicdomainrelay.,com.fedproxy.,sh.tangled.graph.vouch,network.attested.');
