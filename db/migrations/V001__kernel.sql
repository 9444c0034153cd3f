-- Work of the whole site that one node does at a time, for as long as it says so often enough.
create table duty (
    name text primary key,
    holder text not null,
    until timestamptz not null
);

-- How often each caller has tried, for all nodes. Not in the write-ahead log: a database that crashed forgives, and an
-- attempt costs no sync of the disk.
create unlogged table rate_limit (
    id text primary key,
    state bytea,
    expires_at bigint
);
