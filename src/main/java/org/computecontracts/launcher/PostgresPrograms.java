package org.computecontracts.launcher;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** PostgreSQL's programs, and how they are called. */
record PostgresPrograms(Path bin) {
    private static final String VERSION = "18.6";
    private static final String ARCHIVE = "postgres-linux-x86_64.txz";

    /** Unpacked once into a folder that clones share. */
    static PostgresPrograms in(Path home) {
        var target = home.resolve("postgresql-" + VERSION);
        if (!Files.isDirectory(target)) {
            new Archive(ARCHIVE).unpackTo(target);
        }
        return new PostgresPrograms(target.resolve("bin"));
    }

    private static Path data(Path folder) {
        return folder.resolve("data");
    }

    /** Into a draft first: initdb that was cut off leaves a folder that neither works nor can be made again. */
    void initialise(Path folder) {
        if (Files.isDirectory(data(folder))) {
            return;
        }
        var draft = folder.resolve("data.part");
        Folders.delete(draft);
        var password = new Secret(folder.resolve("superuser.password"));
        password.text();
        var words = List.of(
                bin.resolve("initdb").toString(),
                "--pgdata=" + draft,
                "--username=postgres",
                "--auth=scram-sha-256",
                "--pwfile=" + password.file(),
                "--encoding=UTF8",
                "--locale-provider=builtin",
                "--locale=C.UTF-8",
                "--no-instructions");
        var initdb = Command.of("initdb", folder.resolve("initdb.log"), words);
        Child.start(initdb.with(Map.of("LC_ALL", "C")).neverAsRoot()).mustSucceed(Duration.ofSeconds(60));
        try {
            Files.move(draft, data(folder));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Command server(Path folder, int port, List<String> options) {
        var words = new ArrayList<>(
                List.of(bin.resolve("postgres").toString(), "-D", data(folder).toString()));
        words.addAll(List.of("-p", Integer.toString(port), "-c", "listen_addresses=127.0.0.1"));
        words.addAll(List.of("-c", "unix_socket_directories=", "-c", "password_encryption=scram-sha-256"));
        words.addAll(options);
        // SIGINT is its fast shutdown: open transactions roll back, what was committed is on disk
        return Command.of("PostgreSQL", folder.resolve("postgres.log"), words)
                .stoppedBy("INT")
                .neverAsRoot();
    }
}
