package org.computecontracts.appview;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.Collection;
import org.computecontracts.atproto.Did;
import org.computecontracts.kernel.data.Sql;

/**
 * Derives the list of requests from the statements: a line follows from them alone, in whatever order they came. Public data:
 * it belongs to no tenant.
 */
@ApplicationScoped
@Transactional
class ListingLineStore {
    private static final String DERIVE = """
            insert into listing (uri, cid, author, handle, dialect, state, reason, payload_kind, payload_uri,
                role, cpus, mem, disk, network, country, region, published_at, words)
            select uri, cid, author, handle, dialect,
                case when gone then 'WITHDRAWN' when not active then 'AWAY' when fault <> '' then 'INVALID'
                     when awarded then 'AWARDED' when dialect in ('G0', 'G05', 'G1') then 'SHOWN' else 'OPEN' end,
                fault, kind, payload_uri, role, cpus, mem, disk, network, country, region, published_at,
                listing_words(role, handle, author, country, region)
            from (select r.uri, r.cid, r.author, coalesce(a.handle, r.author) as handle, r.dialect,
                r.gone_at is not null as gone, coalesce(a.active, true) as active,
                case when r.invalid <> '' then r.invalid
                     when r.facts -> 'machine' is not null or r.payload_uri not like '%/com.publicdomainrelay.temp.compute.vm/%' then ''
                     when m.uri is null or m.gone_at is not null then 'The machine it asks for is not there.'
                     when m.cid <> r.payload_cid then 'The machine it asks for was changed after it was published.'
                     else '' end as fault,
                exists (select 1 from market_statement x where x.request_uri = r.uri and x.kind = 'ACCEPTANCE'
                    and x.author = r.author and x.gone_at is null and x.invalid = '') as awarded,
                coalesce(split_part(r.payload_uri, '/', 4), 'com.publicdomainrelay.ccrfp') as kind, r.payload_uri,
                coalesce(f.facts ->> 'role', '') as role, coalesce(cast(f.facts ->> 'cpus' as int), 0) as cpus,
                coalesce(f.facts ->> 'mem', '') as mem, coalesce(f.facts ->> 'disk', '') as disk,
                coalesce(f.facts ->> 'network', '') as network, coalesce(f.facts ->> 'country', '') as country,
                coalesce(f.facts ->> 'region', '') as region,
                least(coalesce(r.said_at, cast(:now as timestamptz)), cast(:now as timestamptz)) as published_at
              from market_statement r
              left join market_author a on a.did = r.author
              left join market_statement m on m.uri = r.payload_uri and m.kind = 'MACHINE'
              cross join lateral (select coalesce(r.facts -> 'machine', m.facts) as facts) f
              where r.kind = 'REQUEST' and WHICH) as lines
            on conflict (uri) do update set cid = excluded.cid, handle = excluded.handle, dialect = excluded.dialect,
                state = excluded.state, reason = excluded.reason, payload_kind = excluded.payload_kind,
                payload_uri = excluded.payload_uri, role = excluded.role, cpus = excluded.cpus, mem = excluded.mem,
                disk = excluded.disk, network = excluded.network, country = excluded.country, region = excluded.region,
                published_at = least(listing.published_at, excluded.published_at), words = excluded.words""";
    private static final String TOUCHED = "r.uri in (select unnest(:uris) union"
            + " select q.uri from market_statement q where q.kind = 'REQUEST'"
            + " and q.payload_uri = any(:uris))";

    @PersistenceContext
    EntityManager em;

    /** Derives the requests anew that these requests and machines are of. */
    void refresh(ViewSchema view, Collection<String> uris, Instant now) {
        if (!uris.isEmpty()) {
            Sql.of(em, view.opened()).run();
            derive(TOUCHED, now).with("uris", uris).run();
        }
    }

    /** Derives all requests of an account anew. */
    void refresh(ViewSchema view, Did author, Instant now) {
        Sql.of(em, view.opened()).run();
        derive("r.author = :author", now).with("author", author).run();
    }

    private Sql derive(String which, Instant now) {
        return Sql.of(em, DERIVE.replace("WHICH", which)).with("now", now);
    }
}
