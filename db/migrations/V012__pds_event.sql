-- The firehose: whole frames, in the order in which their transactions commit.
create table pds_event (
    seq   bigint primary key,
    frame bytea not null,
    at    timestamptz not null
);

create index pds_event_at on pds_event (at);

-- One row, locked until the commit: so no reader sees a number before a smaller one.
create table pds_sequence (
    one  boolean primary key default true check (one),
    last bigint not null
);
