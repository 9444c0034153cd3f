-- The did:plc directory: signed operations as they were hashed. The key allows one successor to each operation.
create table plc_operation (
    did text collate "C" not null,
    position int not null check (position >= 0),
    cid text not null,
    cbor bytea not null,
    at timestamptz not null,
    -- Whether a stronger key has undone it within 72 hours: it stays in the audit log.
    nullified boolean not null default false,
    primary key (did, position)
);
-- Whoever copies the directory goes on from the last time he saw, which is told in milliseconds: each operation has one of its own.
create unique index plc_operation_at on plc_operation (at);
