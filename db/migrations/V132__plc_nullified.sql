-- Operations that a stronger key has undone within 72 hours stay in the audit log.
alter table plc_operation add column nullified boolean not null default false;
create index plc_operation_at on plc_operation (at, did, position);
