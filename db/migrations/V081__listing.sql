-- Requests seen anywhere on the hosts we watch, for the market page: public data, and no more than a view of it.
create table listing (
    uri text primary key,
    cid text not null,
    author text not null,
    handle text not null,
    role text not null,
    cpus int not null,
    mem text not null,
    disk text not null,
    network text not null,
    region text not null,
    published_at timestamptz not null,
    awarded boolean not null default false
);
create index listing_newest on listing (published_at desc);
