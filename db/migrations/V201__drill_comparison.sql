-- Views are compared account by account: what was left aside, and who came out otherwise.
alter table market_drill
    add column aside integer not null default 0,
    add column differing text not null default '';
