-- Fair turns: authors one beside the other, and what running contracts wait for apart from offers and requests of strangers.
alter table intake
    add author text collate "C" generated always as (split_part(uri, '/', 3)) stored,
    add urgent boolean generated always as (collection in
        ('com.publicdomainrelay.temp.market.accept', 'com.publicdomainrelay.temp.market.event')) stored;
drop index intake_due;
create index intake_due on intake (urgent, due_at) where not done;
create index intake_first on intake (author, due_at) where not done and attempts = 0;
