-- How far one request for proposal has come, for one tenant on one side.
create table contract (
    id uuid primary key,
    tenant uuid not null,
    side text not null check (side in ('REQUESTER', 'PROVIDER')),
    state text not null,
    requester text not null,
    provider text,
    role text not null,
    request text not null,
    rfp_uri text, rfp_cid text,
    bid_uri text, bid_cid text,
    accept_uri text, accept_cid text,
    receipt_uri text, receipt_cid text,
    role_uri text,
    url text,
    problem text,
    attempts int not null default 0,
    due_at timestamptz not null,
    announced boolean not null default false,
    created_at timestamptz not null,
    changed_at timestamptz not null,
    version int not null,
    unique (tenant, side, rfp_uri),
    unique (tenant, side, accept_uri),
    unique (tenant, side, receipt_uri)
);
create index contract_due on contract (due_at) where state not in ('DECLINED', 'ENDED', 'FAILED');
create index contract_tenant on contract (tenant, created_at desc);

-- A bid on a tenant's own request, as it came, with what the policy said.
create table bid (
    id uuid primary key,
    tenant uuid not null,
    contract uuid not null references contract (id),
    uri text not null,
    cid text not null,
    bidder text not null,
    record text not null,
    terms_uri text not null, terms_cid text not null, terms text not null,
    config_uri text, config_cid text, config text,
    allowed boolean not null,
    reason text not null,
    rule text not null,
    received_at timestamptz not null,
    unique (tenant, uri)
);
create index bid_contract on bid (tenant, contract);

-- What happened, in the order of the story; one row a step and record.
create table step (
    id uuid primary key,
    tenant uuid not null,
    contract uuid not null references contract (id),
    number int not null check (number between 1 and 16),
    subject text not null,
    at timestamptz not null,
    actor text not null,
    title text not null,
    detail text not null,
    uri text not null, cid text not null,
    checked text not null,
    unique (tenant, contract, number, subject)
);

-- Records about to be written or written: the exact content is kept before it goes out, so that writing it twice writes it once.
create table publication (
    id uuid primary key,
    tenant uuid not null,
    purpose text not null,
    uri text not null,
    cid text not null,
    content text not null,
    written_at timestamptz,
    unique (tenant, purpose),
    unique (tenant, uri)
);

-- How far the poll timer has read each repository.
create table poll_cursor (
    did text primary key,
    rev text not null,
    read_at timestamptz not null
);

-- Records already taken in, or refused for good, so that reading a repository again costs nothing.
create table seen_record (
    uri text primary key,
    cid text not null,
    seen_at timestamptz not null
);
