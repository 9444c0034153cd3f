package org.computecontracts.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import org.computecontracts.launcher.Folders;
import org.computecontracts.launcher.Postgres;
import org.postgresql.ds.PGSimpleDataSource;

/** The PostgreSQL of this JVM, with a migrated database to copy from. */
record Server(Postgres postgres) {
    static final String TEMPLATE = "portal";

    static Server start() {
        try {
            var folder = Files.createTempDirectory(Files.createDirectories(Path.of("target")), "postgres");
            var postgres = Postgres.forgetful(new Folders(Folders.ofUser().home(), folder.toAbsolutePath()));
            Runtime.getRuntime().addShutdownHook(new Thread(() -> {
                postgres.close();
                Folders.delete(folder);
            }));
            Database.migrate(portal(postgres));
            return new Server(postgres);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static PGSimpleDataSource portal(Postgres postgres) {
        var source = new PGSimpleDataSource();
        source.setUrl(postgres.url(TEMPLATE));
        source.setUser(postgres.user());
        source.setPassword(postgres.password());
        return source;
    }

    void run(String sql) {
        try (var connection = postgres.connect("postgres");
                var statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }
}
