package org.computecontracts.launcher;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;

/**
 * A PostgreSQL server of our own in a folder: on loopback only, with password authentication, and with fsync unless the
 * caller gives that up. The portal's role owns its database and nothing else.
 */
public final class Postgres implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Path folder;
    private final int port;
    private final Child server;

    private Postgres(Path folder, int port, Child server) {
        this.folder = folder;
        this.port = port;
        this.server = server;
    }

    /** Starts with the durability that money and contracts need. */
    static Postgres durable(Folders folders) {
        return start(folders.home(), folders.data().resolve("postgres"), List.of());
    }

    /** Starts fast and forgetful, for tests. */
    public static Postgres forgetful(Folders folders) {
        return start(
                folders.home(),
                folders.data().resolve("postgres"),
                List.of("-c", "fsync=off", "-c", "full_page_writes=off", "-c", "max_connections=300"));
    }

    private static Postgres start(Path home, Path folder, List<String> options) {
        Folders.secret(folder);
        var programs = PostgresPrograms.in(home);
        programs.initialise(folder);
        var port = Ports.free();
        var postgres = new Postgres(folder, port, Child.start(programs.server(folder, port, options)));
        try {
            postgres.awaitReady();
            return postgres;
        } catch (RuntimeException e) {
            postgres.close();
            throw e;
        }
    }

    private void awaitReady() {
        var deadline = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            server.mustBeAlive();
            try (var connection = connect("postgres")) {
                makeOwner(connection);
                return;
            } catch (SQLException e) {
                if (System.nanoTime() > deadline) {
                    throw new LaunchException("PostgreSQL does not answer: %s%n%s", e.getMessage(), server.lastLines());
                }
                Pause.of(Duration.ofMillis(50));
            }
        }
    }

    private void makeOwner(Connection connection) throws SQLException {
        try (var sql = connection.createStatement()) {
            if (!sql.executeQuery("select 1 from pg_roles where rolname = 'portal'")
                    .next()) {
                // Base64 has no quotes
                sql.execute("create role portal login password '" + password() + "'");
            }
            if (!sql.executeQuery("select 1 from pg_database where datname = 'portal'")
                    .next()) {
                sql.execute("create database portal owner portal");
            }
        }
    }

    /** A connection of the superuser. */
    public Connection connect(String database) throws SQLException {
        var password = new Secret(folder.resolve("superuser.password")).text();
        return DriverManager.getConnection(url(database), "postgres", password);
    }

    public String url(String database) {
        return "jdbc:postgresql://127.0.0.1:" + port + "/" + database;
    }

    public String user() {
        return "portal";
    }

    public String password() {
        return new Secret(folder.resolve("portal.password")).text();
    }

    long pid() {
        return server.pid();
    }

    @Override
    public void close() {
        server.stop(Duration.ofSeconds(20));
    }
}
