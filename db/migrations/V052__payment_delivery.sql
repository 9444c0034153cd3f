-- What became of what was sold: at most one of the two, and only for what is paid.
alter table payment_charge
    add column delivered_at timestamptz,
    add column refund_due text,
    add check (delivered_at is null or refund_due is null);
