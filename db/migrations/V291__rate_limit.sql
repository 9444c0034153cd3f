-- How often each caller has tried, for all nodes. Not in the write-ahead log: a database that crashed forgives, and an
-- attempt costs no sync of the disk.
create unlogged table rate_limit (
    id text primary key,
    state bytea,
    expires_at bigint
);
drop table pds_attempt;
