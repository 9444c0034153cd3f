-- Answers to repeated requests are forgotten after a while.
create index idempotency_age on idempotency (tenant, at);
