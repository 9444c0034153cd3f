-- What a record's keys are worth is asked of its author's server, which may be slow: so after the record is in the view, and
-- by account.
do $$
declare place text;
begin
    foreach place in array array['public', 'drill'] loop
        execute format('set local search_path to %I', place);
        alter table market_author add due_at timestamptz;
        update market_author set due_at = checked_at + interval '1 hour';
        alter table market_author alter due_at set not null;
        drop index market_author_check;
        create index market_author_due on market_author (due_at);
        alter table market_statement add asked boolean not null default true;
        create index market_statement_unasked on market_statement (author, uri) where not asked;
    end loop;
    set local search_path to public;
end $$;
