-- The did:plc directory: signed operations as they were hashed. The key allows one successor to each operation.
create table plc_operation (
    did      text collate "C" not null,
    position int not null check (position >= 0),
    cid      text not null,
    cbor     bytea not null,
    at       timestamptz not null,
    primary key (did, position)
);
