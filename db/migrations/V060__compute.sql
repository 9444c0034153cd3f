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
    not_before timestamptz not null,
    node text,
    lease_until timestamptz,
    attempts int not null default 0,
    network_bytes bigint not null default 0,
    version int not null default 0,
    unique (tenant, key),
    foreign key (tenant, builder) references builder (tenant, name),
    check (state in ('QUEUED', 'STOPPED', 'FAILED') or (builder is not null and node is not null))
);
create index build_queue on build (not_before) where state in ('QUEUED', 'BUILDING');
create index build_node on build (node) where state in ('BUILDING', 'RUNNING', 'STOPPING');
create index build_builder on build (tenant, builder) where state in ('BUILDING', 'RUNNING', 'STOPPING');

-- What guests printed, the latest lines of each.
create table console_line (
    build uuid not null references build (id) on delete cascade,
    number bigint not null,
    at timestamptz not null,
    source text not null,
    text text not null,
    primary key (build, number)
);
