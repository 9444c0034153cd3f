-- When something named the host last for the reason it is followed: what nothing names any more is not followed for ever.
alter table network_host add column named_at timestamptz not null default now();

-- A record's links are the accounts that it names as well.
insert into network_link (target, uri)
select distinct named[1], r.uri
  from network_record r,
       regexp_matches(r.rkey || ' ' || r.json::text, '(did:plc:[a-z2-7]{24}|did:web:[a-zA-Z0-9.%-]{1,253})', 'g') as named
 where r.deleted_at is null and named[1] <> r.did
on conflict do nothing;
