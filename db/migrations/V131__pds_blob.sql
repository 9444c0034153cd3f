-- Blobs as they were sent. One that no record refers to is temporary and is collected.
create table pds_blob (
    did   text collate "C" not null references pds_account,
    cid   text not null,
    mime  text not null,
    size  bigint not null,
    bytes bytea not null,
    at    timestamptz not null,
    primary key (did, cid)
);

-- Which record refers to which blob; the blob may be missing after a repository has been imported.
create table pds_blob_ref (
    did        text collate "C" not null,
    collection text collate "C" not null,
    rkey       text collate "C" not null,
    cid        text not null,
    primary key (did, collection, rkey, cid),
    foreign key (did, collection, rkey) references pds_record on delete cascade
);

create index pds_blob_ref_cid on pds_blob_ref (did, cid);
