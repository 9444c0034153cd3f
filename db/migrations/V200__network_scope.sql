-- The collections whose records the view holds. A repository that was read for fewer is to be read again.
create table network_scope (
    one         boolean primary key default true check (one),
    collections text not null
);
insert into network_scope (collections)
values ('com.publicdomainrelay.,com.fedproxy.,sh.tangled.graph.vouch,network.attested.');
