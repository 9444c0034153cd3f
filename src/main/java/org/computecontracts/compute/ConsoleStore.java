package org.computecontracts.compute;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.computecontracts.kernel.TenantId;

/** What guests printed; of each the latest lines only. */
@ApplicationScoped
@Transactional
class ConsoleStore {
    private static final int MOST_READ = 1000;

    @PersistenceContext
    EntityManager em;

    /** A line that is there already stays as it is. */
    void add(UUID build, List<ConsoleLine> lines, int kept) {
        for (var line : lines) {
            em.createNativeQuery(
                            "insert into console_line (build, number, at, source, text) values (?1, ?2, ?3, ?4, ?5)"
                                    + " on conflict do nothing")
                    .setParameter(1, build)
                    .setParameter(2, line.number())
                    .setParameter(3, line.at().atOffset(ZoneOffset.UTC))
                    .setParameter(4, line.source())
                    .setParameter(5, line.text())
                    .executeUpdate();
        }
        em.createNativeQuery("delete from console_line where build = ?1 and number <= ?2")
                .setParameter(1, build)
                .setParameter(2, last(build) - kept)
                .executeUpdate();
    }

    long last(UUID build) {
        return ((Number) em.createNativeQuery("select coalesce(max(number), 0) from console_line where build = ?1")
                        .setParameter(1, build)
                        .getSingleResult())
                .longValue();
    }

    /** A machine built anew counts its lines from one. */
    void forget(UUID build) {
        em.createNativeQuery("delete from console_line where build = ?1")
                .setParameter(1, build)
                .executeUpdate();
    }

    @SuppressWarnings("unchecked") // rows of a native query are arrays
    List<ConsoleLine> read(TenantId tenant, String key, long after) {
        List<Object[]> rows = em.createNativeQuery("""
                        select l.number, (extract(epoch from l.at) * 1000)::bigint, l.source, l.text
                        from console_line l join build b on b.id = l.build
                        where b.tenant = ?1 and b.key = ?2 and l.number > ?3
                        order by l.number limit ?4
                        """)
                .setParameter(1, tenant.value())
                .setParameter(2, key)
                .setParameter(3, after)
                .setParameter(4, MOST_READ)
                .getResultList();
        return rows.stream().map(ConsoleStore::line).toList();
    }

    private static ConsoleLine line(Object[] row) {
        return new ConsoleLine(
                ((Number) row[0]).longValue(),
                Instant.ofEpochMilli(((Number) row[1]).longValue()),
                (String) row[2],
                (String) row[3]);
    }
}
