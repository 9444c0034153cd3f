-- The proof that was answered: its answer may have been lost, and the machine asks again.
alter table enrolled_machine add proof_hash bytea;
create index enrolled_machine_proof on enrolled_machine (tenant, proof_hash) where proof_hash is not null;
