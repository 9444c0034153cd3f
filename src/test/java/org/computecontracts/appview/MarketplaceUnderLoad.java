package org.computecontracts.appview;

import com.fasterxml.jackson.databind.JsonNode;
import java.sql.SQLException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.computecontracts.appview.dialect.Dialect;
import org.computecontracts.appview.listing.ListingFilter;
import org.computecontracts.appview.listing.ListingPlace;
import org.computecontracts.appview.listing.ListingQuery;
import org.computecontracts.appview.listing.ListingState;
import org.computecontracts.appview.listing.ListingStore;
import org.computecontracts.kernel.Json;
import org.computecontracts.kernel.data.Sql;
import org.computecontracts.testing.Database;
import org.jspecify.annotations.Nullable;

/** A list of requests as long as one likes, and what the database takes for a page of it. */
public final class MarketplaceUnderLoad {
    private static final int RUNS = 7;
    private static final int PAGE = 26;

    private final Database database = Database.fresh();
    private final int requests;

    private MarketplaceUnderLoad(int requests) {
        this.requests = requests;
    }

    /** One request a minute, of a thousand accounts, in five states. */
    public static MarketplaceUnderLoad of(int requests) {
        var load = new MarketplaceUnderLoad(requests);
        load.run("drop index listing_words");
        load.run(
                "insert into listing (uri, cid, author, handle, dialect, state, reason, payload_kind, payload_uri, role,"
                        + " cpus, mem, disk, network, country, region, published_at, words)"
                        + " select 'at://did:plc:' || lpad(cast(n % 1000 as text), 24, 'a') || '/com.publicdomainrelay.temp.market.rfp/'"
                        + " || lpad(cast(n as text), 13, '0'), 'bafyreibw4rrpmjk433wezu57rku7oc5yubvfdhqzwwf6lfviedl7qz3udu',"
                        + " 'did:plc:' || lpad(cast(n % 1000 as text), 24, 'a'), 'user' || n % 1000 || '.example.com',"
                        + " case when n % 50 = 0 then 'G0' else 'G2' end, (array['OPEN', 'AWARDED', 'AWARDED', 'WITHDRAWN', 'INVALID'])"
                        + "[1 + n % 5], '', 'com.publicdomainrelay.temp.compute.vm', null, 'role' || n % 10000, 1, '512M', '4G', '10G',"
                        + " 'USA', (array['west', 'east', 'north'])[1 + n / 7 % 3], timestamptz '2026-01-01' + n * interval '1 second',"
                        + " array_to_tsvector(array['role' || n % 10000, 'user' || n % 1000, 'user' || n % 1000 || '.example.com',"
                        + " 'usa', (array['west', 'east', 'north'])[1 + n / 7 % 3]]) from generate_series(1, "
                        + requests + ") as n");
        load.run("create index listing_words on listing using gin (words) with (fastupdate = off)");
        load.run("vacuum analyze listing");
        return load;
    }

    /** Milliseconds of database time for one page, by what is asked for: the median of some runs. */
    public Map<String, Double> measure() {
        var deep = new ListingPlace(Instant.parse("2026-01-01T00:00:00Z").plusSeconds(requests / 2), "");
        var none = ListingFilter.ALL;
        var measured = new LinkedHashMap<String, Double>();
        measured.put("newest", page(none, ListingPlace.TOP));
        measured.put("open", page(ListingFilter.of(ListingState.OPEN), ListingPlace.TOP));
        measured.put("deep", page(ListingFilter.of(ListingState.OPEN), deep));
        measured.put("author", page(with("did:plc:" + "a".repeat(21) + "500", null, null, null), ListingPlace.TOP));
        measured.put("role", page(with(null, "role77", null, null), ListingPlace.TOP));
        measured.put("region", page(with(null, null, "west", null), deep));
        measured.put("dialect", page(with(null, null, null, Dialect.G0), ListingPlace.TOP));
        measured.put("nothing-matches", page(with(null, "role1", "nowhere", Dialect.G3), ListingPlace.TOP));
        measured.put("rare-text", page(none.matching("role4242 user24"), ListingPlace.TOP));
        measured.put("common-text", page(ListingFilter.of(ListingState.OPEN).matching("west"), ListingPlace.TOP));
        measured.put(
                "common-text-nothing", page(ListingFilter.of(ListingState.OPEN).matching("west zzz usa"), deep));
        measured.put("unknown-text", page(none.matching("zzz"), ListingPlace.TOP));
        measured.put("letter", page(none.matching("u r"), ListingPlace.TOP));
        return measured;
    }

    private static ListingFilter with(
            @Nullable String author, @Nullable String role, @Nullable String region, @Nullable Dialect dialect) {
        return new ListingFilter(ListingState.OPEN, author, role, region, null, dialect, null);
    }

    private double page(ListingFilter filter, ListingPlace after) {
        var times = IntStream.range(0, RUNS)
                .mapToDouble(run -> milliseconds(filter, after))
                .sorted()
                .toArray();
        return times[RUNS / 2];
    }

    /** All that a page asks the database for, as {@link ListingStore#page} does. */
    private double milliseconds(ListingFilter filter, ListingPlace after) {
        var along = new ListingQuery(filter, after, Optional.empty());
        var page = explained(along.page() + " limit " + PAGE, along.parameters());
        var time = time(page);
        if (rows(page) == PAGE) {
            return time;
        }
        for (var word : filter.words()) {
            var sql = ListingQuery.MATCHES + " limit " + (ListingQuery.RARE + 1);
            var probe = explained(sql, Map.of("word", word));
            time += time(probe);
            if (rows(probe) <= ListingQuery.RARE) {
                var few = new ListingQuery(filter, after, Optional.of(word));
                return time + time(explained(few.page() + " limit " + PAGE, few.parameters()));
            }
        }
        return time + time(explained(along.lastLookedAt().orElseThrow(), along.parametersOfStretch()));
    }

    private static double time(JsonNode explained) {
        return explained.path("Execution Time").asDouble();
    }

    private static int rows(JsonNode explained) {
        return explained.path("Plan").path("Actual Rows").asInt();
    }

    private JsonNode explained(String sql, Map<String, Object> parameters) {
        return database.inTransaction(em -> Sql.of(em, "explain (analyze, format json) " + sql)
                .with(parameters)
                .one(row -> Json.read(row.text("QUERY PLAN")).path(0)));
    }

    private void run(String sql) {
        try (var connection = database.dataSource().getConnection();
                var statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }
}
