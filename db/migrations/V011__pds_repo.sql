-- The head of each repository; its row lock makes one writer a repository.
create table pds_repo (
    did  text collate "C" primary key references pds_account,
    head text not null,
    data text not null,
    rev  text collate "C" not null
);

-- Commits and tree nodes that the head still needs. Records are blocks too, but kept once, in pds_record.
create table pds_block (
    did   text collate "C" not null references pds_repo,
    cid   text not null,
    rev   text collate "C" not null,
    bytes bytea not null,
    primary key (did, cid)
);

create table pds_record (
    did        text collate "C" not null references pds_repo,
    collection text collate "C" not null,
    rkey       text collate "C" not null,
    cid        text not null,
    rev        text collate "C" not null,
    cbor       bytea not null,
    primary key (did, collection, rkey)
);

create index pds_record_cid on pds_record (did, cid);
create index pds_record_collection on pds_record (collection, did);
