package org.computecontracts.bench.ingress;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.computecontracts.ingress.TunnelSite;

/** Load makers as everybody has them, at one server: each for some seconds, after a warm-up. */
record Load(int port) {
    private static final int WARM_UP_SECONDS = 3;
    private static final int SECONDS = 5;
    private static final int TEACHING_SECONDS = 15;
    private static final int BULK_SECONDS = 30;
    private static final Pattern WRK_RATE = Pattern.compile("Requests/sec: +([\\d.]+)");
    private static final Pattern WRK_P99 = Pattern.compile("99% +([\\d.]+)(us|ms|s)");
    private static final Pattern WRK_ERRORS = Pattern.compile("(Non-2xx.*|Socket errors.*)");
    private static final Pattern H2LOAD_RATE = Pattern.compile("finished in [\\d.]+s, ([\\d.]+) req/s");
    private static final Pattern H2LOAD_ERRORS = Pattern.compile("([1-9]\\d*) (failed|errored|timeout)");

    /**
     * How much a second.
     *
     * @param p99 milliseconds, where single requests are looked at
     */
    record Rate(double value, double p99) {
        static final Rate NONE = new Rate(0, 0);

        Rate orBetter(Rate other) {
            return other.value > value ? other : this;
        }
    }

    /** Long enough for a JIT compiler. */
    void teach() throws IOException {
        wrk(32, TEACHING_SECONDS, List.of());
        multiplexed(1, 100);
    }

    /** HTTP/1.1, each connection one request after the other. */
    Rate keepAlive(int connections) throws IOException {
        return wrk(connections, List.of());
    }

    /** A new TLS connection for each request. */
    Rate newConnections(int atOnce) throws IOException {
        return wrk(atOnce, List.of("-H", "Connection: close"));
    }

    private Rate wrk(int connections, List<String> more) throws IOException {
        wrk(connections, WARM_UP_SECONDS, more);
        var said = wrk(connections, SECONDS, more);
        tellOf(WRK_ERRORS, said);
        var p99 = find(WRK_P99, said);
        var unit = switch (p99.get(1)) {
            case "us" -> 0.001;
            case "ms" -> 1;
            default -> 1000;
        };
        return new Rate(Double.parseDouble(find(WRK_RATE, said).getFirst()), Double.parseDouble(p99.getFirst()) * unit);
    }

    /** The name goes into the header: this program asks the system for addresses, which knows none below localhost. */
    private String wrk(int connections, int seconds, List<String> more) throws IOException {
        var command = new ArrayList<>(List.of("wrk", "-t2", "-c" + connections, "-d" + seconds + "s", "--latency"));
        command.addAll(List.of("-H", "Host: " + TunnelSite.HOST + ":" + port));
        command.addAll(more);
        command.add("https://localhost:" + port + "/");
        return output(command);
    }

    /** HTTP/2. */
    Rate multiplexed(int connections, int streams) throws IOException {
        var log = Files.createTempFile("h2load", ".tsv");
        Files.delete(log);
        var said = output(List.of(
                "h2load",
                "-t1",
                "-c" + connections,
                "-m" + streams,
                "-D" + SECONDS,
                "--warm-up-time=" + WARM_UP_SECONDS,
                "--log-file=" + log,
                "--connect-to=127.0.0.1:" + port,
                "https://" + TunnelSite.HOST + ":" + port + "/"));
        tellOf(H2LOAD_ERRORS, said);
        return new Rate(Double.parseDouble(find(H2LOAD_RATE, said).getFirst()), p99(log));
    }

    /** Third column: microseconds. */
    private static double p99(Path log) throws IOException {
        try (var lines = Files.lines(log)) {
            var times = lines.mapToLong(line -> Long.parseLong(line.split("\t", -1)[2]))
                    .sorted()
                    .toArray();
            return times[times.length * 99 / 100] / 1000.0;
        } finally {
            Files.delete(log);
        }
    }

    /** MB/s. */
    Rate down(String version) throws IOException {
        return curl("speed_download", version, List.of("/bulk"));
    }

    Rate up(String version, Path file) throws IOException {
        return curl("speed_upload", version, List.of("/", "-T", file.toString(), "-H", "Expect:"));
    }

    private Rate curl(String speed, String version, List<String> rest) throws IOException {
        var command = new ArrayList<>(List.of("curl", "-sk", version, "-o", "/dev/null", "-m", "" + BULK_SECONDS));
        command.addAll(List.of("-w", "%{http_code} %{" + speed + "}"));
        command.add("https://" + TunnelSite.HOST + ":" + port + rest.getFirst());
        command.addAll(rest.subList(1, rest.size()));
        var said = output(command).strip().split(" ", -1);
        if (!said[0].equals("200")) {
            System.out.println("*** answer " + said[0] + " to " + command + " ***");
        }
        return new Rate(Double.parseDouble(said[1]) / 1e6, 0);
    }

    private static void tellOf(Pattern errors, String said) {
        var matcher = errors.matcher(said);
        while (matcher.find()) {
            System.out.println("*** " + matcher.group().strip() + " ***");
        }
    }

    private static List<String> find(Pattern pattern, String said) throws IOException {
        var matcher = pattern.matcher(said);
        if (!matcher.find()) {
            throw new IOException("no " + pattern + " in: " + said);
        }
        return matcher.groupCount() == 1 ? List.of(matcher.group(1)) : List.of(matcher.group(1), matcher.group(2));
    }

    private static String output(List<String> command) throws IOException {
        var process = new ProcessBuilder(command).redirectErrorStream(true).start();
        try (var in = process.getInputStream()) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } finally {
            end(process);
        }
    }

    private static void end(Process process) {
        try {
            if (!process.waitFor(5, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
