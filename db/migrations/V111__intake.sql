-- Records of the network that the market has to look at, or has looked at.
create table intake (
    uri        text primary key,
    cid        text not null,
    collection text not null,
    done       boolean not null default false,
    attempts   int not null default 0,
    due_at     timestamptz not null,
    problem    text
);
create index intake_due on intake (due_at) where not done;

-- How far the market has followed the changes of the network's view.
create table intake_position (
    one boolean primary key default true check (one),
    tx  bigint not null,
    uri text not null
);

drop table poll_cursor;
drop table seen_record;
