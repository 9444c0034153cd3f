-- For whom room is kept, since when, and whether money has moved for it: nobody keeps much of a provider's for nothing. What has
-- been ordered under a hold's key has its room of its own, and never a second one.
alter table room_hold
    add column holder text not null default '',
    add column taken_at timestamptz not null default now(),
    add column ground text not null default 'NONE' check (ground in ('NONE', 'OFFERED', 'PAID'));
create index room_hold_holder on room_hold (tenant, holder, taken_at) where ground <> 'PAID';

alter table build add column hold text;
create index build_hold on build (tenant, hold);
