-- Repositories that were read before come first: names that somebody invents do not keep them waiting.
drop index network_repo_due;
create index network_repo_due on network_repo ((rev is null), due_at) where desync is not null;
