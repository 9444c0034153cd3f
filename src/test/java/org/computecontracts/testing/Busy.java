package org.computecontracts.testing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.computecontracts.launcher.Site;

/** What a portal that does not answer is at: the threads in our code, and what the database waits for. */
final class Busy {
    private static final Pattern THREADS = Pattern.compile("\n\n");
    private static final int FRAMES = 12;
    private static final String WAITING = "select concat_ws(' ', pid, state, now() - xact_start, wait_event_type,"
            + " wait_event, 'blocked by', pg_blocking_pids(pid)::text, left(query, 200)) from pg_stat_activity"
            + " where xact_start < now() - interval '5 seconds' and backend_type = 'client backend'";

    private final Site site;

    Busy(Site site) {
        this.site = site;
    }

    String look() {
        return Stream.concat(servers(), statements()).collect(joining("\n"));
    }

    private static Stream<String> servers() {
        return ProcessHandle.current()
                .descendants()
                .filter(process -> process.info().commandLine().orElse("").contains("payara"))
                .map(Busy::threads);
    }

    private static String threads(ProcessHandle process) {
        var jstack = Path.of(System.getProperty("java.home"), "bin", "jstack").toString();
        try {
            var dump = new ProcessBuilder(jstack, Long.toString(process.pid()))
                    .redirectErrorStream(true)
                    .start();
            try (var output = dump.getInputStream()) {
                return THREADS.splitAsStream(new String(output.readAllBytes(), UTF_8))
                        .filter(thread -> thread.contains("org.computecontracts"))
                        .map(Busy::shortened)
                        .collect(joining("\n", "process " + process.pid() + "\n", ""));
            }
        } catch (IOException e) {
            return "no look at " + process.pid() + ": " + e;
        }
    }

    /** Where it stands, and how it got there through our code. */
    private static String shortened(String thread) {
        var lines = thread.lines().map(String::strip).toList();
        return Stream.concat(
                        lines.stream().limit(FRAMES),
                        lines.stream()
                                .skip(FRAMES)
                                .filter(line -> line.contains("org.computecontracts")
                                        && !line.contains("$Proxy$_$$_WeldClientProxy")))
                .collect(joining("\n  "));
    }

    private Stream<String> statements() {
        if (site.postgres().isEmpty()) {
            return Stream.empty();
        }
        try (var connection = site.postgres().get().connect("portal");
                var sql = connection.createStatement();
                var rows = sql.executeQuery(WAITING)) {
            var found = Stream.<String>builder();
            while (rows.next()) {
                found.add(rows.getString(1));
            }
            return found.build();
        } catch (SQLException e) {
            return Stream.of("no look at the database: " + e);
        }
    }
}
