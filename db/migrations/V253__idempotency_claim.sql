-- A key is claimed before it is worked for, by one process for a while; only what is answered is given again. Answers are
-- sealed, since some are secrets: those from before are not, and are forgotten.
delete from idempotency;
alter table idempotency
    add column node text not null,
    add column process uuid not null,
    add column until timestamptz not null,
    add column rights text not null,
    alter column status drop not null,
    drop column answer,
    add column answer bytea,
    add check ((status is null) = (answer is null));
