-- What a seller says of its settlement and what the chain says of it are two things: only the latter counts as paid.
alter table payment_outgoing rename column settlement_tx to claimed_tx;
update payment_outgoing set claimed_tx = null where claimed_tx !~ '^0x[0-9a-f]{64}$';

alter table payment_outgoing
    add column settlement_tx text check (settlement_tx ~ '^0x[0-9a-f]{64}$'),
    add column block_number bigint,
    add column block_hash text check (block_hash ~ '^0x[0-9a-f]{64}$'),
    add column log_index bigint,
    add column settled_at timestamptz,
    -- Whether the seller's last word was no.
    add column refused boolean not null default false,
    drop constraint payment_outgoing_state_check,
    drop constraint payment_outgoing_check;

-- TAKEN: the money moved and the answer did not come. GIVEN: the answer came and the money was never taken.
alter table payment_outgoing
    add constraint payment_outgoing_state check (state in ('SIGNED', 'UNKNOWN', 'TAKEN', 'PAID', 'GIVEN', 'EXPIRED')),
    add constraint payment_outgoing_answered check ((state in ('PAID', 'GIVEN')) = (answer is not null)),
    add constraint payment_outgoing_in_a_block check (
        (state <> 'TAKEN' or settlement_tx is not null) and (settled_at is null or settlement_tx is not null)),
    add constraint payment_outgoing_unused check (state not in ('GIVEN', 'EXPIRED') or settlement_tx is null);

create index payment_outgoing_open on payment_outgoing (network)
    where state in ('SIGNED', 'UNKNOWN', 'TAKEN', 'PAID') and settled_at is null;
