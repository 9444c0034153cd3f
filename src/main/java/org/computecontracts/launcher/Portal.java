package org.computecontracts.launcher;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.MalformedURLException;
import java.net.URI;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Payara Micro with our WAR, in a process of its own. */
final class Portal implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    /**
     * The second compiler takes 40 % of a start's processor time, for methods that will hardly be called again: it comes to
     * those that are called thirty times as often as would do by default.
     */
    private static final List<String> LATE_COMPILER = List.of(
            "-XX:Tier4InvocationThreshold=150000",
            "-XX:Tier4MinInvocationThreshold=18000",
            "-XX:Tier4CompileThreshold=450000",
            "-XX:Tier4BackEdgeThreshold=1200000");

    /** {@code CC_JAVA_OPTIONS} replaces these. */
    private static final String JAVA_OPTIONS = "-Xmx1g -XX:+UseSerialGC";

    /** The first compiler alone halves the processor time of a start, and takes a server half of what it can do. */
    private static final String SHORT_LIVED = " -XX:TieredStopAtLevel=1";

    private final Child java;
    private final URL health;
    private final ServerLog log;
    private String lastAnswer = "";

    private Portal(Child java, URL health, ServerLog log) {
        this.java = java;
        this.health = health;
        this.log = log;
    }

    static Portal start(Plan plan, Map<String, String> settings) {
        return start(plan, settings, List.of(), ServerImage.of(plan).cache().use());
    }

    /** One that the JVM learns from while it runs, and of which nothing else may take notice. */
    static Portal inTraining(Plan plan, Map<String, String> settings, AotCache cache) {
        var words = new ArrayList<>(List.of("nice", "-n", "19", "env"));
        Settings.given().keySet().stream()
                .filter(name -> !settings.containsKey(name))
                .forEach(name -> words.addAll(List.of("-u", name)));
        return start(plan, settings, words, cache.record());
    }

    private static Portal start(Plan plan, Map<String, String> settings, List<String> before, List<String> cache) {
        var data = plan.folders().data();
        var log = ServerLog.fresh(data.resolve("portal.log"));
        var work = Folders.secret(data.resolve("server"));
        var server = work.resolve("payara");
        var image = ServerImage.of(plan);
        // A killed server leaves the application in it: the next would load that, take it out and deploy it anew
        image.lay(server);
        var words = new ArrayList<>(before);
        words.add(ServerImage.java());
        words.addAll(cache);
        words.addAll(LATE_COMPILER);
        words.addAll(javaOptions(plan));
        words.addAll(image.program(server));
        words.addAll(List.of("--deploy", image.application().toString(), "--contextroot", "/"));
        words.addAll(List.of("--port", Integer.toString(plan.listeners().http())));
        words.addAll(List.of("--prebootcommandfile", copied("preboot.txt", work)));
        words.addAll(List.of("--logproperties", copied("logging.properties", work)));
        words.addAll(List.of("--nohazelcast", "--disablephonehome"));
        var java = Child.start(Command.of("The portal", log.file(), words).with(settings));
        return new Portal(java, health(plan), log);
    }

    private static URL health(Plan plan) {
        try {
            return URI.create("http://127.0.0.1:" + plan.listeners().http() + "/health/ready")
                    .toURL();
        } catch (MalformedURLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<String> javaOptions(Plan plan) {
        var given = System.getenv("CC_JAVA_OPTIONS");
        var ours = plan.durable() ? JAVA_OPTIONS : JAVA_OPTIONS + SHORT_LIVED;
        return List.of((given == null ? ours : given).strip().split("\\s+", -1));
    }

    private static String copied(String name, Path folder) {
        try (InputStream source = Objects.requireNonNull(Portal.class.getResourceAsStream(name), name)) {
            var file = folder.resolve(name);
            Files.write(file, source.readAllBytes());
            return file.toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns when the portal is ready; fails with the reason when it cannot be. */
    void awaitReady() {
        var deadline = System.nanoTime() + PATIENCE.toNanos();
        // The health check alone answers too early: for a moment afterwards the server has no application at "/"
        while (!(log.isComplete() && healthy())) {
            java.mustBeAlive();
            log.failure().ifPresent(reason -> {
                throw new LaunchException(
                        "The portal could not be deployed: %s%nThe whole story is in %s", reason, log.file());
            });
            if (System.nanoTime() > deadline) {
                throw new LaunchException(
                        "The portal is not ready after %s (%s); its log is %s", PATIENCE, lastAnswer, log.file());
            }
            Pause.of(Duration.ofMillis(20));
        }
    }

    private boolean healthy() {
        try {
            var connection = (HttpURLConnection) health.openConnection();
            connection.setConnectTimeout(1000);
            connection.setReadTimeout(10_000);
            var status = connection.getResponseCode();
            lastAnswer = "its health check says " + status;
            return status == 200;
        } catch (IOException e) {
            lastAnswer = String.valueOf(e.getMessage());
            return false;
        }
    }

    boolean isAlive() {
        return java.isAlive();
    }

    long pid() {
        return java.pid();
    }

    /** Ends it as a crash would. */
    void kill() {
        java.kill();
    }

    /** In good order, unless that takes longer; whether it did not. */
    boolean end(Duration patience) {
        return java.stop(patience);
    }

    @Override
    public void close() {
        end(Duration.ofSeconds(30));
    }
}
