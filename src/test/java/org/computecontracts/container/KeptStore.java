package org.computecontracts.container;

import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.sql.SQLException;
import java.util.concurrent.CompletableFuture;
import javax.sql.DataSource;

/** A store as the portal has them, over a table that a name is all it takes to write to. */
@ApplicationScoped
@Transactional
public class KeptStore {
    @PersistenceContext
    EntityManager em;

    @Resource(lookup = "java:app/jdbc/main")
    DataSource database;

    @Inject
    Event<Kept> events;

    void keep(String duty) {
        em.createNativeQuery("insert into duty (name, holder, until) values (?1, 'test', now())")
                .setParameter(1, duty)
                .executeUpdate();
    }

    void keepSlowly(String duty) {
        keep(duty);
        em.createNativeQuery("select pg_sleep(0.02)").getResultList();
    }

    /** Whether others see what was written without a transaction as soon as it is written. */
    @Transactional(Transactional.TxType.NOT_SUPPORTED)
    public boolean isKeptAtOnce(String duty) {
        try (var connection = database.getConnection();
                var statement = connection.createStatement()) {
            statement.execute("select pg_sleep(0.02)");
            statement.execute("insert into duty (name, holder, until) values ('" + duty + "', 'test', now())");
            return CompletableFuture.supplyAsync(() -> isCommitted(duty)).join();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    void keepAndFail(String duty) {
        keep(duty);
        throw new IllegalStateException("After it was written");
    }

    /** Told before the commit: the transactional observers wait for it. */
    void keepAndTell(String duty) {
        keep(duty);
        events.fire(new Kept(duty));
    }

    void keepTellAndFail(String duty) {
        keepAndTell(duty);
        throw new IllegalStateException("After it was told");
    }

    /** Seen from outside of whatever transaction there is: whether it is committed. */
    @Transactional(Transactional.TxType.NOT_SUPPORTED)
    public boolean isCommitted(String duty) {
        try (var connection = database.getConnection();
                var query = connection.prepareStatement("select 1 from duty where name = ?")) {
            query.setString(1, duty);
            return query.executeQuery().next();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
