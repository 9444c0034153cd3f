-- Room on a builder that is kept free for a bid and what follows from it, so that none is sold twice.
create table room_hold (
    id uuid primary key,
    tenant uuid not null,
    key text not null,
    builder text not null,
    cpus int not null check (cpus > 0),
    mem text not null,
    disk text not null,
    network text not null,
    held_until timestamptz not null,
    unique (tenant, key),
    foreign key (tenant, builder) references builder (tenant, name)
);
create index room_hold_builder on room_hold (tenant, builder, held_until);

-- Also what waits in the queue takes the room that was held for it.
drop index build_builder;
create index build_builder on build (tenant, builder) where state in ('QUEUED', 'BUILDING', 'RUNNING', 'STOPPING');
