-- A tenant's keys. One is active; the others are kept, since money may still be at their addresses.
create table payment_wallet (
    tenant uuid not null,
    address text not null check (address ~ '^0x[0-9a-f]{40}$'),
    key_sealed bytea not null,
    active boolean not null,
    created_at timestamptz not null,
    primary key (tenant, address)
);

create unique index one_active_wallet on payment_wallet (tenant) where active;

create table payment_limit (
    tenant uuid primary key,
    per_payment numeric(40, 18) not null check (per_payment >= 0),
    per_day numeric(40, 18) not null check (per_day >= 0)
);

-- The payer's ledger: one signed authorization an accept, kept with the header that carries it.
create table payment_outgoing (
    id uuid primary key,
    tenant uuid not null,
    accept_uri text not null,
    accept_cid text not null,
    url text not null,
    description text not null,
    x402_version smallint not null check (x402_version in (1, 2)),
    network text not null,
    asset text not null check (asset ~ '^0x[0-9a-f]{40}$'),
    pay_to text not null check (pay_to ~ '^0x[0-9a-f]{40}$'),
    amount numeric(78, 0) not null check (amount > 0),
    payer text not null check (payer ~ '^0x[0-9a-f]{40}$'),
    auth_nonce text not null check (auth_nonce ~ '^0x[0-9a-f]{64}$'),
    valid_after numeric(78, 0) not null,
    valid_before numeric(78, 0) not null,
    header_sealed bytea not null,
    from_block bigint not null,
    -- UNKNOWN: the seller has the header and its answer did not come, or was not yes. EXPIRED: certainly never used.
    state text not null check (state in ('SIGNED', 'UNKNOWN', 'PAID', 'EXPIRED')),
    reason text,
    settlement_tx text,
    answer text,
    created_at timestamptz not null,
    changed_at timestamptz not null,
    version int not null,
    check ((state = 'PAID') = (answer is not null)),
    constraint one_outgoing_an_authorization unique (network, asset, payer, auth_nonce)
);

create unique index one_live_outgoing_an_accept on payment_outgoing (tenant, accept_uri, accept_cid)
    where state <> 'EXPIRED';
