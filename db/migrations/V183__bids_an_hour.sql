-- How many bids a provider has written lately, and how often one requester asked it.
create index publication_bids on publication (tenant, written_at) where purpose like 'bid %';
create index contract_asked on contract (tenant, requester, created_at) where side = 'PROVIDER';
