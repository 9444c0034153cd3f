-- The market as the network tells it: a view, read from verified records, that may be dropped and made again. The same
-- tables stand in a second schema, where a drill makes the view anew beside the one in use.

-- The longest stretches of text by which requests are looked for, and each with its parts.
create function listing_words(variadic texts text[]) returns tsvector language sql immutable parallel safe
return (
    select array_to_tsvector(coalesce(array_agg(distinct word), '{}'))
    from (
        select left(lower(whole), 200) as word from unnest(texts) as whole
        union all
        select left(part, 200) from unnest(texts) as whole, regexp_split_to_table(lower(whole), '[^[:alnum:]]+') as part
    ) as words
    where word <> ''
);

create schema drill;

do $$
declare place text;
begin
    foreach place in array array['public', 'drill'] loop
        execute format('set local search_path to %I', place);

        -- Whose records these are: what is to be known of an account to show them.
        create table market_author (
            did text collate "C" primary key,
            handle text not null,
            active boolean not null,
            checked_at timestamptz not null,
            due_at timestamptz not null,
            claimed_by text,
            claimed_until timestamptz
        );
        create index market_author_due on market_author (due_at);

        -- What each record says, whatever dialect it is in.
        create table market_statement (
            uri text collate "C" primary key,
            cid text not null,
            author text collate "C" not null,
            kind text not null,
            dialect text not null,
            request_uri text collate "C",
            request_cid text,
            subject_uri text collate "C",
            subject_cid text,
            payload_uri text collate "C",
            payload_cid text,
            facts jsonb not null,
            lacks text not null,
            attested text not null check (attested in ('NONE', 'BROKEN', 'VALID', 'BOUND')),
            judged text not null,
            issuer text collate "C" not null,
            said_at timestamptz,
            invalid text not null,
            gone_at timestamptz,
            -- What its keys are worth is asked of its author's server, which may be slow: so afterwards, and by account.
            asked boolean not null default true
        );
        create index market_statement_request on market_statement (request_uri, kind, uri);
        create index market_statement_subject on market_statement (subject_uri, kind, uri);
        create index market_statement_payload on market_statement (payload_uri) where kind = 'REQUEST';
        create index market_statement_author on market_statement (author);
        create index market_statement_issuer on market_statement (issuer) where issuer <> '';
        create index market_statement_unasked on market_statement (author, uri) where not asked;

        -- Requests, ready for the list.
        create table listing (
            uri text collate "C" primary key,
            cid text not null,
            author text collate "C" not null,
            handle text not null,
            dialect text not null,
            state text not null check (state in ('OPEN', 'AWARDED', 'WITHDRAWN', 'AWAY', 'INVALID', 'SHOWN')),
            reason text not null,
            payload_kind text not null,
            payload_uri text collate "C",
            role text not null,
            cpus int not null,
            mem text not null,
            disk text not null,
            network text not null,
            country text not null,
            region text not null,
            published_at timestamptz not null,
            words tsvector not null
        );
        -- The end of each is the order of the list, so that a page is read where it begins.
        create index listing_newest on listing (published_at desc, uri desc);
        create index listing_state on listing (state, published_at desc, uri desc);
        create index listing_author on listing (author, published_at desc, uri desc);
        create index listing_role on listing (role, published_at desc, uri desc);
        create index listing_region on listing (region, published_at desc, uri desc);
        create index listing_kind on listing (payload_kind, published_at desc, uri desc);
        create index listing_dialect on listing (dialect, published_at desc, uri desc);
        create index listing_words on listing using gin (words) with (fastupdate = off);
    end loop;
    set local search_path to public;
end $$;

-- Records of the network as a drill reads them: which, in which versions.
create table drill.network_record (
    uri text collate "C" primary key,
    cid text not null
);

-- How far the network's changes have been read.
create table market_view_cursor (
    one boolean primary key default true check (one),
    transaction bigint not null,
    uri text collate "C" not null
);

-- What came of making the view anew. Views are compared account by account: what was left aside, and who came out otherwise.
create table market_drill (
    id uuid primary key,
    purpose text not null check (purpose in ('DRILL', 'REBUILD')),
    begun_at timestamptz not null,
    ended_at timestamptz,
    repos int not null default 0,
    records bigint not null default 0,
    before text,
    after text,
    problem text,
    aside int not null default 0,
    differing text not null default ''
);
create index market_drill_newest on market_drill (begun_at desc);
