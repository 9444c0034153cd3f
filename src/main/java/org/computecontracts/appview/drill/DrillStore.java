package org.computecontracts.appview.drill;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.persistence.Query;
import jakarta.transaction.Transactional;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.computecontracts.appview.AppviewProblem;
import org.computecontracts.appview.Columns;
import org.computecontracts.atproto.Did;

/** What came of making the view anew. Public data: it belongs to no tenant. */
@ApplicationScoped
@Transactional
class DrillStore {
    /** One that is not done by then was ended with its server. */
    private static final Duration LONGEST = Duration.ofHours(3);

    private static final int KEPT = 100;

    private static final String DRILL =
            "select cast(id as text), purpose, begun_at, ended_at, repos, aside, records, before, after,"
                    + " differing, problem from market_drill ";

    @PersistenceContext
    EntityManager em;

    /** DRILL_RUNNING when there is one under way, on whatever node. */
    void begin(UUID id, Drill.Purpose purpose, Instant now) {
        em.createNativeQuery("lock table market_drill in exclusive mode").executeUpdate();
        var running = em.createNativeQuery("select 1 from market_drill where ended_at is null and begun_at > ?1")
                .setParameter(1, Timestamp.from(now.minus(LONGEST)))
                .getResultList();
        if (!running.isEmpty()) {
            throw AppviewProblem.DRILL_RUNNING.because("One was begun and has not ended");
        }
        em.createNativeQuery("insert into market_drill (id, purpose, begun_at) values (?1, ?2, ?3)")
                .setParameter(1, id)
                .setParameter(2, purpose.name())
                .setParameter(3, Timestamp.from(now))
                .executeUpdate();
        em.createNativeQuery("delete from market_drill where id not in"
                        + " (select id from market_drill order by begun_at desc limit " + KEPT + ")")
                .executeUpdate();
    }

    void end(UUID id, DrillResult result, Instant now) {
        em.createNativeQuery("update market_drill set ended_at = ?2, repos = ?3, aside = ?4, records = ?5, before = ?6,"
                        + " after = ?7, differing = ?8 where id = ?1")
                .setParameter(1, id)
                .setParameter(2, Timestamp.from(now))
                .setParameter(3, result.repos())
                .setParameter(4, result.aside())
                .setParameter(5, result.records())
                .setParameter(6, result.before())
                .setParameter(7, result.after())
                .setParameter(8, result.differing().stream().map(Did::value).collect(Collectors.joining(" ")))
                .executeUpdate();
    }

    void fail(UUID id, String problem, Instant now) {
        em.createNativeQuery("update market_drill set ended_at = ?2, problem = ?3 where id = ?1")
                .setParameter(1, id)
                .setParameter(2, Timestamp.from(now))
                .setParameter(3, problem)
                .executeUpdate();
    }

    List<Drill> latest(int most) {
        return drills(em.createNativeQuery(DRILL + "order by begun_at desc").setMaxResults(most));
    }

    Optional<Drill> find(UUID id) {
        return drills(em.createNativeQuery(DRILL + "where id = ?1").setParameter(1, id)).stream()
                .findFirst();
    }

    @SuppressWarnings("unchecked") // native queries are untyped
    private static List<Drill> drills(Query query) {
        return ((List<Object[]>) query.getResultList())
                .stream().map(Columns::new).map(DrillStore::drill).toList();
    }

    private static Drill drill(Columns row) {
        return new Drill(
                UUID.fromString(row.text()),
                Drill.Purpose.valueOf(row.text()),
                row.instant(),
                row.optionalInstant(),
                row.number(),
                row.number(),
                row.number(),
                row.optionalText(),
                row.optionalText(),
                Stream.of(row.text().split(" "))
                        .filter(did -> !did.isEmpty())
                        .map(Did::new)
                        .toList(),
                row.optionalText());
    }
}
