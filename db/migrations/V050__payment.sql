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
    -- What became of what was sold.
    delivered_at timestamptz,
    refund_due text,
    -- When the authorization was last offered: what became of transactions before that says nothing about it.
    offered_at timestamptz not null,
    -- A payment whose block fell out of the chain may come back or not; until then it is not paid.
    undone_at timestamptz,
    check ((accept_uri is null) = (accept_cid is null)),
    check (state not in ('MINED', 'FINAL') or settlement_tx is not null),
    check (settled_at is null or state in ('MINED', 'FINAL')),
    check (delivered_at is null or refund_due is null),
    -- Across all tenants and all states: an authorization pays for one thing, whoever shows it.
    constraint one_charge_an_authorization unique (network, asset, payer, auth_nonce),
    constraint one_charge_a_transfer unique (network, settlement_tx, log_index)
);
create unique index one_live_charge_an_accept on payment_charge (tenant, accept_uri, accept_cid)
    where state not in ('REJECTED', 'FAILED', 'EXPIRED');
create index payment_charge_under_way on payment_charge (created_at)
    where state in ('RESERVED', 'VERIFIED', 'SIGNED', 'BROADCAST', 'MINED');
create index payment_charge_undone on payment_charge (tenant, accept_uri) where undone_at is not null;

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

-- The account that pays the gas: its row is locked while a transaction gets its nonce.
create table payment_signer (
    network text not null,
    signer text not null check (signer ~ '^0x[0-9a-f]{40}$'),
    next_nonce numeric(20, 0) not null,
    primary key (network, signer)
);

-- The genesis block says which chain the nonces belong to.
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

-- The payer's ledger: one signed authorization an accept, kept with the header that carries it. What a seller says of its
-- settlement and what the chain says of it are two things: only the latter counts as paid.
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
    -- PRESENTED: the seller has the header and its answer did not come, or was not yes. TAKEN: the money moved and the answer
    -- did not come. GIVEN: the answer came and the money was never taken. EXPIRED: certainly never used.
    state text not null,
    reason text,
    -- The seller's word.
    claimed_tx text,
    answer text,
    created_at timestamptz not null,
    changed_at timestamptz not null,
    version int not null,
    -- The chain's.
    settlement_tx text check (settlement_tx ~ '^0x[0-9a-f]{64}$'),
    block_number bigint,
    block_hash text check (block_hash ~ '^0x[0-9a-f]{64}$'),
    log_index bigint,
    settled_at timestamptz,
    -- Whether the seller's last word was no.
    refused boolean not null default false,
    constraint payment_outgoing_state check (state in ('SIGNED', 'PRESENTED', 'TAKEN', 'PAID', 'GIVEN', 'EXPIRED')),
    constraint payment_outgoing_answered check ((state in ('PAID', 'GIVEN')) = (answer is not null)),
    constraint payment_outgoing_in_a_block check (
        (state <> 'TAKEN' or settlement_tx is not null) and (settled_at is null or settlement_tx is not null)),
    constraint payment_outgoing_unused check (state not in ('GIVEN', 'EXPIRED') or settlement_tx is null),
    constraint one_outgoing_an_authorization unique (network, asset, payer, auth_nonce)
);
create unique index one_live_outgoing_an_accept on payment_outgoing (tenant, accept_uri, accept_cid)
    where state <> 'EXPIRED';
create index payment_outgoing_open on payment_outgoing (network)
    where state in ('SIGNED', 'PRESENTED', 'TAKEN', 'PAID') and settled_at is null;
-- A payer looks at the chain for as long as a seller does: what was settled is watched until it is deep.
create index payment_outgoing_watched on payment_outgoing (network, block_number) where settled_at is not null;
