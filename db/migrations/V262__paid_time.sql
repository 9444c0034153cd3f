-- How long one payment lasts, when it does not last for ever, and whether the guest itself stopped its machine.
alter table contract
    add column paid_seconds bigint check (paid_seconds > 0),
    add column stopped_itself boolean not null default false;
