-- A payment whose block fell out of the chain may come back or not; until then it is not paid.
alter table payment_charge add column undone_at timestamptz;
create index payment_charge_undone on payment_charge (tenant, accept_uri) where undone_at is not null;

-- A payer looks at the chain for as long as a seller does: what was settled is watched until it is deep.
create index payment_outgoing_watched on payment_outgoing (network, block_number) where settled_at is not null;
