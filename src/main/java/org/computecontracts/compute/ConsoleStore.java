package org.computecontracts.compute;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.UUID;
import org.computecontracts.kernel.TenantId;
import org.computecontracts.kernel.data.Sql;

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
            Sql.of(em, """
                            insert into console_line (build, number, at, source, text)
                            values (:build, :number, :at, :source, :text) on conflict do nothing
                            """)
                    .with("build", build)
                    .with("number", line.number())
                    .with("at", line.at())
                    .with("source", line.source())
                    .with("text", line.text())
                    .run();
        }
        Sql.of(em, "delete from console_line where build = :build and number <= :last")
                .with("build", build)
                .with("last", last(build) - kept)
                .run();
    }

    long last(UUID build) {
        return Sql.of(em, "select coalesce(max(number), 0) from console_line where build = :build")
                .with("build", build)
                .number();
    }

    /** A machine built anew counts its lines from one. */
    void forget(UUID build) {
        Sql.of(em, "delete from console_line where build = :build")
                .with("build", build)
                .run();
    }

    List<ConsoleLine> read(TenantId tenant, String key, long after) {
        return Sql.of(em, """
                        select l.number, l.at, l.source, l.text
                        from console_line l join build b on b.id = l.build
                        where b.tenant = :tenant and b.key = :key and l.number > :after
                        order by l.number limit :most
                        """)
                .with("tenant", tenant)
                .with("key", key)
                .with("after", after)
                .with("most", MOST_READ)
                .list(row ->
                        new ConsoleLine(row.number("number"), row.instant("at"), row.text("source"), row.text("text")));
    }
}
