-- A deactivated account rests: nobody is shown its repository, and it cannot write.
alter table pds_account add column active boolean not null default true;
-- The signing key to come, sealed, while the directory is being told of it.
alter table pds_account add column next_signing_key bytea;

-- Passwords for apps. They are long and random, so a plain hash is enough; it is looked for, so it is of DID and password.
create table pds_app_password (
    did        text collate "C" not null references pds_account on delete cascade,
    name       text not null,
    hash       text not null,
    privileged boolean not null,
    created_at timestamptz not null,
    primary key (did, name),
    unique (did, hash)
);

-- What a session may do, and the app password it was opened with: with which it ends.
alter table pds_session add column scope text not null default 'FULL';
alter table pds_session add column app_password text;

-- A frame around its number: what stands before it is in frame, what stands behind it in tail. Without a tail it is whole.
alter table pds_event add column tail bytea;
alter table pds_event add column did text collate "C";
create index pds_event_did on pds_event (did);

-- Points spent on writes within the current hour and day; kept here because this row is locked by each write anyway.
alter table pds_repo add column hour_at timestamptz not null default '-infinity';
alter table pds_repo add column hour_points int not null default 0;
alter table pds_repo add column day_at timestamptz not null default '-infinity';
alter table pds_repo add column day_points int not null default 0;

-- Attempts by key within a window of time, for all nodes.
create table pds_attempt (
    key   text primary key,
    until timestamptz not null,
    count int not null
);
create index pds_attempt_until on pds_attempt (until);
