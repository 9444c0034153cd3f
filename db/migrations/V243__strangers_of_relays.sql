-- Accounts that a relay once told of, of which nothing was ever read: such are not remembered any more.
delete from network_repo r
 where r.rev is null and r.desync is null and r.status = 'ACTIVE'
   and (r.host is null or r.host not in (select url from network_host))
   and not exists (select 1 from network_record n where n.did = r.did);
