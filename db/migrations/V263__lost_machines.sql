-- A machine that is gone through no act of its own is not delivered; what of one that is over may still be on its node takes
-- room and is removed as soon as that can be done; and a machine that nobody has seen for long is lost with its node.
alter table build
    add column lost boolean not null default false,
    add column leftover boolean not null default false,
    add column seen_at timestamptz;
update build set seen_at = now() where state = 'RUNNING';
alter table contract add column lost boolean not null default false;

drop index build_node;
create index build_node on build (node) where state in ('BUILDING', 'RUNNING', 'STOPPING') or leftover;
drop index build_builder;
create index build_builder on build (tenant, builder)
    where state in ('QUEUED', 'BUILDING', 'RUNNING', 'STOPPING') or leftover;
