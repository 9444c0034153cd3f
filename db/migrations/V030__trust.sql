-- Every version is kept: decisions rest on them. Version 0 is the default policy, which has no row.
create table policy (
    id uuid primary key,
    tenant uuid not null references tenant,
    version int not null check (version > 0),
    body text not null,
    changed_at timestamptz not null,
    unique (tenant, version)
);

-- One decision for one bid under one policy on one basis: the basis is the SHA-256 of facts, verdict and evidence, so that
-- asking again gives the same decision, and a later denounce gives another.
create table decision (
    id uuid primary key,
    tenant uuid not null references tenant,
    rfp_uri text not null,
    bid_uri text not null,
    bid_cid text not null,
    policy_version int not null check (policy_version >= 0),
    basis bytea not null check (octet_length(basis) = 32),
    allow boolean not null,
    rule text not null,
    reason text not null,
    verdict text not null,
    facts text not null,
    at timestamptz not null,
    unique (tenant, bid_uri, bid_cid, policy_version, basis)
);
create index decision_rfp on decision (tenant, rfp_uri, at);
create index decision_at on decision (tenant, at);
