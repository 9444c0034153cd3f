package org.computecontracts.testing;

import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.Persistence;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.logging.Level;
import java.util.logging.Logger;
import javax.sql.DataSource;
import org.computecontracts.kernel.Migrations;
import org.jspecify.annotations.Nullable;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * A database of a real PostgreSQL with the schema of the migrations, for a test class:
 *
 * <pre>{@code
 * private static final Database database = Database.fresh();
 * private final ContractStore contracts = database.store(ContractStore.class);
 *
 * @BeforeEach
 * void emptyTables() {
 *     database.clear();
 * }
 * }</pre>
 *
 * <p>The server is started once a JVM and ends with it; each fresh database is a copy of a migrated one.
 */
public final class Database {
    private static final AtomicInteger COUNT = new AtomicInteger();
    private static @Nullable Server server;

    private final Server owner;
    private final String name;
    private @Nullable EntityManagerFactory factory;

    private Database(Server owner, String name) {
        this.owner = owner;
        this.name = name;
    }

    /** A new database with all migrations applied and nothing in the tables. */
    public static synchronized Database fresh() {
        if (server == null) {
            server = Server.start();
        }
        var name = "test_" + COUNT.incrementAndGet();
        server.run("create database " + name + " template " + Server.TEMPLATE + " owner portal");
        return new Database(server, name);
    }

    /** A store as the container would give it: its EntityManager and DataSource set, each method one transaction. */
    public <S> S store(Class<S> type) {
        return TransactionalStore.of(type, this);
    }

    /** Runs one transaction and returns what it found; rolls back when it throws. */
    public <T extends @Nullable Object> T inTransaction(Function<EntityManager, T> work) {
        return CurrentTransaction.of(this).run(work);
    }

    public synchronized EntityManagerFactory entityManagerFactory() {
        if (factory == null) {
            factory = Persistence.createEntityManagerFactory(
                    "main",
                    Map.of(
                            "jakarta.persistence.transactionType",
                            "RESOURCE_LOCAL",
                            "jakarta.persistence.jdbc.driver",
                            "org.postgresql.Driver",
                            "jakarta.persistence.jdbc.url",
                            url(),
                            "jakarta.persistence.jdbc.user",
                            user(),
                            "jakarta.persistence.jdbc.password",
                            password(),
                            "eclipselink.session-name",
                            name,
                            // What fails is thrown as well
                            "eclipselink.logging.level",
                            "SEVERE"));
        }
        return factory;
    }

    /** Returns once somebody waits for a lock here, or what he does is done without. */
    public void awaitLock(BooleanSupplier done) {
        while (!done.getAsBoolean() && !isSomebodyWaiting()) {
            LockSupport.parkNanos(Duration.ofMillis(10).toNanos());
        }
    }

    private boolean isSomebodyWaiting() {
        var waiting =
                "select count(*) from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'";
        try (var connection = dataSource().getConnection();
                var rows = connection.createStatement().executeQuery(waiting)) {
            rows.next();
            return rows.getLong(1) > 0;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Plain JDBC, each connection in autocommit and outside of the transactions above. */
    public DataSource dataSource() {
        var source = new PGSimpleDataSource();
        source.setUrl(url());
        source.setUser(user());
        source.setPassword(password());
        return source;
    }

    /** Empties every table; sequences start again. */
    public void clear() {
        try (var connection = dataSource().getConnection();
                var sql = connection.createStatement()) {
            sql.execute("set lock_timeout = '10s'");
            sql.execute("""
                    do $$
                    declare tables text;
                    begin
                      select string_agg(format('%I.%I', schemaname, tablename), ', ') into tables
                        from pg_tables where schemaname = 'public' and tablename <> 'flyway_schema_history';
                      if tables is not null then
                        execute 'truncate ' || tables || ' restart identity cascade';
                      end if;
                    end $$
                    """);
        } catch (SQLException e) {
            throw new IllegalStateException("Cannot empty " + name, e);
        }
    }

    public String url() {
        return owner.postgres().url(name);
    }

    public String user() {
        return owner.postgres().user();
    }

    public String password() {
        return owner.postgres().password();
    }

    static void migrate(DataSource source) {
        Logger.getLogger("org.flywaydb").setLevel(Level.WARNING);
        Migrations.apply(source);
    }
}
