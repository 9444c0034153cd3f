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
    rfp_uri text,
    rfp_cid text,
    bid_uri text,
    bid_cid text,
    accept_uri text,
    accept_cid text,
    receipt_uri text,
    receipt_cid text,
    role_uri text,
    url text,
    problem text,
    attempts int not null default 0,
    due_at timestamptz not null,
    claimed_by text,
    claimed_until timestamptz,
    created_at timestamptz not null,
    changed_at timestamptz not null,
    version int not null,
    -- The key that its workload registered: of two machines with one subject each has its own.
    key_uri text,
    -- Why it fails, while what it holds is still being given back.
    failure text,
    -- When the request was last announced: providers that come later are told of those that are still open.
    announced_at timestamptz,
    -- Who ended it, and since when there was a machine: what was paid and not delivered is owed.
    ended_by text check (ended_by in ('REQUESTER', 'PROVIDER')),
    ran_at timestamptz,
    -- How long one payment lasts, when it does not last for ever.
    paid_seconds bigint check (paid_seconds > 0),
    -- Whether the guest itself stopped its machine.
    stopped_itself boolean not null default false,
    -- Whether the machine was lost through no act of its own: then it was not delivered.
    lost boolean not null default false,
    unique (tenant, side, rfp_uri),
    unique (tenant, side, accept_uri),
    unique (tenant, side, receipt_uri),
    constraint contract_key unique (tenant, key_uri),
    -- What is over names no right.
    constraint contract_over check (role_uri is null or state not in ('DECLINED', 'ENDED', 'FAILED'))
);
create index contract_due on contract (due_at) where state not in ('DECLINED', 'ENDED', 'FAILED')
    or (side = 'PROVIDER' and accept_uri is not null and ran_at is null);
create index contract_tenant on contract (tenant, created_at desc);
-- What is under way with an account, when that account is heard to be gone.
create index contract_requester on contract (requester) where state not in ('DECLINED', 'ENDED', 'FAILED');
create index contract_provider on contract (provider) where state not in ('DECLINED', 'ENDED', 'FAILED');
-- How often one requester asked a provider lately.
create index contract_asked on contract (tenant, requester, created_at) where side = 'PROVIDER';

-- A bid on a tenant's own request, as it came, with what the policy said.
create table bid (
    id uuid primary key,
    tenant uuid not null,
    contract uuid not null references contract (id),
    uri text not null,
    cid text not null,
    bidder text not null,
    record text not null,
    terms_uri text not null,
    terms_cid text not null,
    terms text not null,
    config_uri text,
    config_cid text,
    config text,
    allowed boolean not null,
    reason text not null,
    rule text not null,
    -- How often it was decided otherwise, the first time counted.
    verdicts int not null,
    received_at timestamptz not null,
    unique (tenant, uri)
);
create index bid_contract on bid (tenant, contract);

-- What happened: one row a kind and subject, which is the record, or the occasion that it happened on.
create table step (
    id uuid primary key,
    tenant uuid not null,
    contract uuid not null references contract (id),
    kind text not null,
    subject text not null,
    at timestamptz not null,
    actor text not null,
    uri text,
    cid text,
    facts text not null,
    checks text not null,
    unique (tenant, contract, kind, subject),
    check ((uri is null) = (cid is null))
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
-- How many bids a provider has written lately.
create index publication_bids on publication (tenant, written_at) where purpose like 'bid %';

-- Records of the network that the market has to look at, or has looked at. Turns are fair: authors one beside the other, and
-- what running contracts wait for apart from offers and requests of strangers.
create table intake (
    uri text primary key,
    cid text not null,
    collection text not null,
    done boolean not null default false,
    attempts int not null default 0,
    due_at timestamptz not null,
    claimed_by text,
    claimed_until timestamptz,
    problem text,
    -- Whether its author, or who wrote it, brought it here: it may be one that the view does not have.
    submitted boolean not null default false,
    author text collate "C" generated always as (split_part(uri, '/', 3)) stored,
    urgent boolean generated always as (collection in
        ('com.publicdomainrelay.temp.market.accept', 'com.publicdomainrelay.temp.market.event')) stored
);
create index intake_due on intake (urgent, due_at) where not done;
create index intake_first on intake (author, due_at) where not done and attempts = 0;

-- How far the market has followed the changes of the network's view.
create table intake_position (
    one boolean primary key default true check (one),
    tx bigint not null,
    uri text not null
);
