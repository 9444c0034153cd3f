package org.computecontracts.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DatabaseTest {
    private static final Database DATABASE = Database.fresh();
    private final NoteStore notes = DATABASE.store(NoteStore.class);

    @BeforeAll
    static void makeTable() {
        DATABASE.inTransaction(
                em -> em.createNativeQuery("create table note (text text)").executeUpdate());
    }

    @BeforeEach
    void emptyTables() {
        DATABASE.clear();
    }

    @Test
    void eachMethodOfAStoreIsOneTransaction() {
        notes.add("kept");

        assertThat(notes.count()).isEqualTo(1);
    }

    @Test
    void whatThrowsLeavesNothing() {
        assertThatExceptionOfType(IllegalStateException.class).isThrownBy(() -> notes.addAndFail("lost"));

        assertThat(notes.count()).isZero();
    }

    @Test
    void databasesDoNotSeeEachOther() {
        assertThatExceptionOfType(RuntimeException.class)
                .isThrownBy(() -> Database.fresh().store(NoteStore.class).count())
                .withMessageContaining("note");
    }

    @Test
    void theMigrationsWereApplied() {
        var applied = DATABASE.<Object>inTransaction(
                em -> em.createNativeQuery("select count(*) from pg_tables where tablename = 'flyway_schema_history'")
                        .getSingleResult());

        assertThat(applied).isEqualTo(1L);
    }

    @Transactional
    static class NoteStore {
        @PersistenceContext
        EntityManager em;

        void add(String text) {
            em.createNativeQuery("insert into note values (?1)")
                    .setParameter(1, text)
                    .executeUpdate();
        }

        void addAndFail(String text) {
            add(text);
            throw new IllegalStateException("after the insert");
        }

        long count() {
            return ((Number) em.createNativeQuery("select count(*) from note").getSingleResult()).longValue();
        }
    }
}
