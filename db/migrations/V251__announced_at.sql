-- Providers that come later are told of requests that are still open.
alter table contract add announced_at timestamptz;
update contract set announced_at = changed_at where announced;
alter table contract drop column announced;
