-- The seller's ledger. A charge is one signed authorization (EIP-3009) offered for one accept.
create table payment_charge (
    id uuid primary key,
    tenant uuid not null,
    -- What is sold, bound before any money moves; null where a tenant's own x402 server has us settle.
    accept_uri text,
    accept_cid text,
    resource text not null,
    x402_version smallint not null check (x402_version in (1, 2)),
    network text not null check (network ~ '^[a-z0-9-]{3,8}:[-_a-zA-Z0-9]{1,32}$'),
    asset text not null check (asset ~ '^0x[0-9a-f]{40}$'),
    pay_to text not null check (pay_to ~ '^0x[0-9a-f]{40}$'),
    amount numeric(78, 0) not null check (amount > 0 and amount < 2::numeric ^ 256),
    payer text not null check (payer ~ '^0x[0-9a-f]{40}$'),
    auth_nonce text not null check (auth_nonce ~ '^0x[0-9a-f]{64}$'),
    valid_after numeric(78, 0) not null,
    valid_before numeric(78, 0) not null,
    signature_sealed bytea not null,
    -- The block from which its use is looked for.
    from_block bigint not null,
    state text not null check (state in
        ('RESERVED', 'VERIFIED', 'SIGNED', 'BROADCAST', 'MINED', 'FINAL', 'REJECTED', 'FAILED', 'EXPIRED')),
    reason text,
    settlement_tx text check (settlement_tx ~ '^0x[0-9a-f]{64}$'),
    block_number bigint,
    block_hash text check (block_hash ~ '^0x[0-9a-f]{64}$'),
    log_index bigint,
    settled_at timestamptz,
    created_at timestamptz not null,
    changed_at timestamptz not null,
    version int not null,
    check ((accept_uri is null) = (accept_cid is null)),
    check (state not in ('MINED', 'FINAL') or settlement_tx is not null),
    check (settled_at is null or state in ('MINED', 'FINAL')),
    -- Across all tenants and all states: an authorization pays for one thing, whoever shows it.
    constraint one_charge_an_authorization unique (network, asset, payer, auth_nonce),
    constraint one_charge_a_transfer unique (network, settlement_tx, log_index)
);

create unique index one_live_charge_an_accept on payment_charge (tenant, accept_uri, accept_cid)
    where state not in ('REJECTED', 'FAILED', 'EXPIRED');

create index payment_charge_under_way on payment_charge (created_at)
    where state in ('RESERVED', 'VERIFIED', 'SIGNED', 'BROADCAST', 'MINED');

-- The account that pays the gas: its row is locked while a transaction gets its nonce. The genesis block says which chain
-- the nonces belong to.
create table payment_signer (
    network text not null,
    signer text not null check (signer ~ '^0x[0-9a-f]{40}$'),
    next_nonce numeric(20, 0) not null,
    primary key (network, signer)
);

create table payment_chain (
    network text primary key,
    genesis text not null check (genesis ~ '^0x[0-9a-f]{64}$')
);

-- One signed transaction, stored before it is broadcast.
create table payment_attempt (
    id uuid primary key,
    charge uuid not null references payment_charge,
    tenant uuid not null,
    network text not null,
    signer text not null check (signer ~ '^0x[0-9a-f]{40}$'),
    tx_nonce numeric(20, 0) not null,
    tx_hash text not null check (tx_hash ~ '^0x[0-9a-f]{64}$'),
    raw_tx text not null,
    tip numeric(78, 0) not null,
    max_fee numeric(78, 0) not null,
    state text not null check (state in ('SIGNED', 'SENT', 'MINED', 'REVERTED', 'REPLACED', 'LOST')),
    created_at timestamptz not null,
    version int not null,
    constraint one_attempt_a_hash unique (network, tx_hash)
);

create unique index one_live_attempt_a_nonce on payment_attempt (network, signer, tx_nonce)
    where state in ('SIGNED', 'SENT', 'MINED');

create index payment_attempt_charge on payment_attempt (charge);

-- What happened to each charge, written by the database itself so that nothing is left out; never changed.
create table payment_charge_log (
    id bigint generated always as identity primary key,
    charge uuid not null references payment_charge,
    tenant uuid not null,
    at timestamptz not null default now(),
    from_state text,
    to_state text not null,
    reason text,
    settlement_tx text
);

create function payment_log_charge() returns trigger language plpgsql as $$
begin
    if tg_op = 'INSERT' or new.state <> old.state then
        insert into payment_charge_log (charge, tenant, from_state, to_state, reason, settlement_tx)
        values (new.id, new.tenant, case when tg_op = 'UPDATE' then old.state end, new.state, new.reason, new.settlement_tx);
    end if;
    return null;
end $$;

create trigger payment_charge_log after insert or update on payment_charge
    for each row execute function payment_log_charge();

create function payment_log_stays() returns trigger language plpgsql as $$
begin
    raise exception 'payment_charge_log is append-only';
end $$;

create trigger payment_charge_log_stays before update or delete on payment_charge_log
    for each row execute function payment_log_stays();
