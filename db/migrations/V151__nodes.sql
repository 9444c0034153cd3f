-- Work of the whole site that one node does at a time, for as long as it says so often enough.
create table duty (
    name   text primary key,
    holder text not null,
    until  timestamptz not null
);

-- The node whose relay a tunnel is connected to: it alone knows when that is over.
alter table tunnel add column node text not null default '';
