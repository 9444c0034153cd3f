-- Who ended it, and since when there was a machine: what was paid and not delivered is owed.
alter table contract
    add column ended_by text check (ended_by in ('REQUESTER', 'PROVIDER')),
    add column ran_at timestamptz;
update contract set ran_at = changed_at where state = 'RUNNING' or url is not null;
