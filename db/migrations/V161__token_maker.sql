-- A token is its maker's: it ends with the membership, and does no more than the maker's role at the moment it is used. Who made
-- the tokens there are is known only where there is one member.
alter table api_token add column maker text;
delete from api_token t where (select count(*) from member m where m.tenant = t.tenant) <> 1;
update api_token t set maker = (select m.did from member m where m.tenant = t.tenant);
alter table api_token alter column maker set not null;
alter table api_token add constraint api_token_maker
    foreign key (tenant, maker) references member (tenant, did) on delete cascade;
create index api_token_maker on api_token (tenant, maker);
