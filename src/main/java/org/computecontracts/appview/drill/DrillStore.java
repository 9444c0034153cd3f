package org.computecontracts.appview.drill;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.computecontracts.appview.AppviewProblem;
import org.computecontracts.atproto.Did;
import org.computecontracts.kernel.data.Row;
import org.computecontracts.kernel.data.Sql;

/** What came of making the view anew. Public data: it belongs to no tenant. */
@ApplicationScoped
@Transactional
class DrillStore {
    /** One that is not done by then was ended with its server. */
    private static final Duration LONGEST = Duration.ofHours(3);

    private static final int KEPT = 100;

    private static final String DRILL = "select id, purpose, begun_at, ended_at, repos, aside, records, before, after,"
            + " differing, problem from market_drill ";

    @PersistenceContext
    EntityManager em;

    /** DRILL_RUNNING when there is one under way, on whatever node. */
    void begin(UUID id, Drill.Purpose purpose, Instant now) {
        Sql.of(em, "lock table market_drill in exclusive mode").run();
        var isRunning = Sql.of(em, "select 1 from market_drill where ended_at is null and begun_at > :since")
                .with("since", now.minus(LONGEST))
                .exists();
        if (isRunning) {
            throw AppviewProblem.DRILL_RUNNING.because("One was begun and has not ended");
        }
        Sql.of(em, "insert into market_drill (id, purpose, begun_at) values (:id, :purpose, :now)")
                .with("id", id)
                .with("purpose", purpose)
                .with("now", now)
                .run();
        Sql.of(
                        em,
                        "delete from market_drill where id not in"
                                + " (select id from market_drill order by begun_at desc limit :kept)")
                .with("kept", KEPT)
                .run();
    }

    void end(UUID id, DrillResult result, Instant now) {
        Sql.of(
                        em,
                        "update market_drill set ended_at = :now, repos = :repos, aside = :aside, records = :records, before = :before,"
                                + " after = :after, differing = :differing where id = :id")
                .with("id", id)
                .with("now", now)
                .with("repos", result.repos())
                .with("aside", result.aside())
                .with("records", result.records())
                .with("before", result.before())
                .with("after", result.after())
                .with("differing", result.differing().stream().map(Did::value).collect(Collectors.joining(" ")))
                .run();
    }

    void fail(UUID id, String problem, Instant now) {
        Sql.of(em, "update market_drill set ended_at = :now, problem = :problem where id = :id")
                .with("id", id)
                .with("now", now)
                .with("problem", problem)
                .run();
    }

    List<Drill> latest(int most) {
        return Sql.of(em, DRILL + "order by begun_at desc limit :most")
                .with("most", most)
                .list(DrillStore::drill);
    }

    Optional<Drill> find(UUID id) {
        return Sql.of(em, DRILL + "where id = :id").with("id", id).first(DrillStore::drill);
    }

    private static Drill drill(Row row) {
        return new Drill(
                row.uuid("id"),
                row.as("purpose", Drill.Purpose::valueOf),
                row.instant("begun_at"),
                row.optional("ended_at", row::instant),
                row.integer("repos"),
                row.integer("aside"),
                row.number("records"),
                row.optional("before", row::text),
                row.optional("after", row::text),
                Stream.of(row.text("differing").split(" "))
                        .filter(did -> !did.isEmpty())
                        .map(Did::new)
                        .toList(),
                row.optional("problem", row::text));
    }
}
