package org.computecontracts.testing;

import jakarta.persistence.EntityManager;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The transaction of the calling thread on one database; an inner one joins it, as {@code @Transactional} does. */
final class CurrentTransaction {
    private static final Map<Database, CurrentTransaction> ALL = new ConcurrentHashMap<>();

    private final Database database;
    private final Map<Thread, EntityManager> current = new ConcurrentHashMap<>();

    private CurrentTransaction(Database database) {
        this.database = database;
    }

    static CurrentTransaction of(Database database) {
        return ALL.computeIfAbsent(database, CurrentTransaction::new);
    }

    EntityManager entityManager() {
        var em = current.get(Thread.currentThread());
        if (em == null) {
            throw new IllegalStateException("No transaction: call a store made with Database.store");
        }
        return em;
    }

    <T extends @Nullable Object> T run(Function<EntityManager, T> work) {
        var outer = current.get(Thread.currentThread());
        return outer == null ? runNew(work) : joined(outer, work);
    }

    <T extends @Nullable Object> T runNew(Function<EntityManager, T> work) {
        var outer = current.get(Thread.currentThread());
        try (var em = database.entityManagerFactory().createEntityManager()) {
            current.put(Thread.currentThread(), em);
            try {
                em.getTransaction().begin();
                var result = joined(em, work);
                em.getTransaction().commit();
                return result;
            } finally {
                rollBack(em);
            }
        } finally {
            current.compute(Thread.currentThread(), (thread, em) -> outer);
        }
    }

    /** Closing an EntityManager leaves an open transaction, and its locks, to the pool. */
    private static void rollBack(EntityManager em) {
        if (em.getTransaction().isActive()) {
            em.getTransaction().rollback();
        }
    }

    private static <T extends @Nullable Object> T joined(EntityManager em, Function<EntityManager, T> work) {
        try {
            return work.apply(em);
        } catch (RuntimeException | Error e) {
            if (em.getTransaction().isActive()) {
                em.getTransaction().setRollbackOnly();
            }
            throw e;
        }
    }
}
