-- When an authorization was last offered: what became of transactions before that says nothing about it.
alter table payment_charge add column offered_at timestamptz;
update payment_charge set offered_at = created_at;
alter table payment_charge alter column offered_at set not null;
