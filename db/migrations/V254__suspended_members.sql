-- Who gave a member its role, and when: what was given with a stolen credential waits for the word of the owner. Whoever is a
-- member already counts as let in by the tenant's own account.
alter table member
    add column given_by text,
    add column given_at timestamptz,
    add column suspended boolean not null default false,
    add constraint member_given check ((given_by is null) = (given_at is null));
update member m set given_by = t.did, given_at = m.since from tenant t where t.id = m.tenant and t.did <> m.did;
create index member_given_by on member (given_by);
