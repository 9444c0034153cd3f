-- Providers' machines and what they cost.
create table builder (
    id uuid primary key,
    tenant uuid not null,
    name text not null,
    backend text not null,
    cpus int not null check (cpus > 0),
    mem text not null,
    disk text not null,
    price numeric(38, 18) not null check (price >= 0),
    currency text not null,
    frequency text not null,
    active boolean not null,
    registered_at timestamptz not null,
    unique (tenant, name)
);

-- Orders and how far each has come; the queue is this table. The user_data is sealed, for it may hold tokens.
create table build (
    id uuid primary key,
    tenant uuid not null,
    key text not null,
    builder text,
    host_name text not null,
    cpus int not null,
    mem text not null,
    disk text not null,
    network text not null,
    user_data bytea not null,
    state text not null check (state in ('QUEUED', 'BUILDING', 'RUNNING', 'FAILED', 'STOPPING', 'STOPPED')),
    detail text not null,
    ordered_at timestamptz not null,
    changed_at timestamptz not null,
    due_at timestamptz not null,
    claimed_by text,
    claimed_until timestamptz,
    node text,
    attempts int not null default 0,
    network_bytes bigint not null default 0,
    version int not null default 0,
    -- A machine that is gone through no act of its own is not delivered.
    lost boolean not null default false,
    -- What of one that is over may still be on its node takes room and is removed as soon as that can be done.
    leftover boolean not null default false,
    -- When it was last seen: a machine that nobody has seen for long is lost with its node.
    seen_at timestamptz,
    -- The key of the hold it was ordered under: its room is its own from then on, and there is never a second one.
    hold text,
    -- What did not go well in a machine that runs, as it says itself.
    problem text,
    unique (tenant, key),
    foreign key (tenant, builder) references builder (tenant, name),
    check (state in ('QUEUED', 'STOPPED', 'FAILED') or (builder is not null and node is not null))
);
create index build_queue on build (due_at) where state in ('QUEUED', 'BUILDING');
create index build_node on build (node) where state in ('BUILDING', 'RUNNING', 'STOPPING') or leftover;
-- Also what waits in the queue takes the room that was held for it.
create index build_builder on build (tenant, builder)
    where state in ('QUEUED', 'BUILDING', 'RUNNING', 'STOPPING') or leftover;
create index build_hold on build (tenant, hold);

-- What guests printed, the latest lines of each.
create table console_line (
    build uuid not null references build (id) on delete cascade,
    number bigint not null,
    at timestamptz not null,
    source text not null,
    text text not null,
    primary key (build, number)
);

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
    -- For whom, since when, and whether money has moved for it: nobody keeps much of a provider's room for nothing.
    holder text not null default '',
    taken_at timestamptz not null default now(),
    ground text not null default 'NONE' check (ground in ('NONE', 'OFFERED', 'PAID')),
    unique (tenant, key),
    foreign key (tenant, builder) references builder (tenant, name)
);
create index room_hold_builder on room_hold (tenant, builder, held_until);
create index room_hold_holder on room_hold (tenant, holder, taken_at) where ground <> 'PAID';
