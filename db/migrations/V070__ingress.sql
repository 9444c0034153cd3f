-- The audit of tunnels. Names an account of the network rather than a tenant: whoever has a key record may open a tunnel here.
create table tunnel (
    id uuid primary key,
    did text not null,
    service text not null,
    host_name text not null,
    key_fingerprint text not null,
    client_address text not null,
    opened_at timestamptz not null,
    closed_at timestamptz,
    close_reason text,
    requests bigint not null default 0 check (requests >= 0),
    bytes_in bigint not null default 0 check (bytes_in >= 0),
    bytes_out bigint not null default 0 check (bytes_out >= 0),
    -- The node whose relay it is connected to: it alone knows when that is over.
    node text not null default '',
    check ((closed_at is null) = (close_reason is null))
);
create index tunnel_of_account on tunnel (did, opened_at);
create index tunnel_left_open on tunnel (opened_at) where closed_at is null;
