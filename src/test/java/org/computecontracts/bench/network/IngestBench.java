package org.computecontracts.bench.network;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.computecontracts.bench.Figure;
import org.computecontracts.network.StreamUnderLoad;
import org.computecontracts.testing.FakeHost;
import org.computecontracts.testing.SignedRepo;
import org.computecontracts.testing.SignedRepo.Write;

/**
 * Verified ingest of one host's stream: signature, operations, undoing and continuity of each commit, heads, records and
 * cursor in PostgreSQL. A recording of some hundred repositories is made first and not measured. With a number as argument, at
 * least so many commits go through before the growth of the heap is looked at.
 */
final class IngestBench {
    private static final int REPOS = 300;
    private static final int RECORDS_BEFORE = 40;
    private static final int COMMITS = 15_000;
    private static final int OF_NODE = 2_000;
    private static final int ROUNDS = 4;
    private static final double GOAL = 2_000;

    /** In seconds, at the goal's pace. */
    private static final double MAX_LAG = 1;

    /** Heap that caches may take in between, in MB. */
    private static final double MEMORY_ROOM = 64;

    private static final String OURS = "com.fedproxy.sshPublicKey/";
    private static final String OTHERS = "app.bsky.feed.post/";

    private final Random random = new Random(3);
    private final FakeHost host = FakeHost.start();
    private final List<SignedRepo> repos = new ArrayList<>();
    private final NodePeer node = new NodePeer();

    private IngestBench() {}

    public static void main(String[] arguments) {
        Logger.getLogger("").setLevel(Level.WARNING);
        new IngestBench().run(arguments.length == 0 ? ROUNDS : rounds(Integer.parseInt(arguments[0])));
        System.exit(0);
    }

    private static int rounds(int commits) {
        return Math.max(1, Math.ceilDiv(commits, REPOS + COMMITS));
    }

    private void run(int rounds) {
        record();
        try (var stream = new StreamUnderLoad(host)) {
            stream.listen();
            stream.await(REPOS + COMMITS); // the JIT learns
            var before = heap();
            var best = 0.0;
            for (var round = 0; round < rounds; round++) {
                best = Math.max(best, fast(stream));
            }
            Figure.atLeast(GOAL, "network-ingest", best, "commits/s").print();
            compare(best);
            var growth = (heap() - before) / 1e6;
            Figure.atMost(MEMORY_ROOM, "network-ingest-heap-growth", growth, "MB")
                    .print();
            paced(stream);
            if (stream.refused() != 0) {
                throw new IllegalStateException("Not all was taken in: " + stream.hosts());
            }
        }
    }

    /** Ours also undoes the operations and stores everything; theirs is verification alone. */
    private void compare(double ours) {
        node.measure().ifPresent(theirs -> {
            Figure.yardstick("network-verify-node", theirs, "commits/s").print();
            Figure.atLeast(1, "network-ingest-to-node", ours / theirs, "x").print();
        });
    }

    /** The beginnings of the repositories, each in one commit, then single writes here and there. */
    private void record() {
        for (var i = 0; i < REPOS; i++) {
            var repo = host.account("r" + i + ".test");
            repos.add(repo);
            var first = new Write[RECORDS_BEFORE];
            Arrays.setAll(first, n -> Write.put((n % 4 == 0 ? OURS : OTHERS) + n, "first " + n));
            host.write(repo, first);
        }
        for (var i = 0; i < COMMITS; i++) {
            var repo = repos.get(random.nextInt(REPOS));
            var frame = host.write(repo, write(i));
            if (i >= COMMITS - OF_NODE) {
                node.add(repo, frame);
            }
        }
    }

    private Write write(int i) {
        var path = (random.nextInt(4) == 0 ? OURS : OTHERS) + random.nextInt(RECORDS_BEFORE * 2);
        return Write.put(path, "version " + i + " of something that somebody wrote");
    }

    /** All that is recorded, as fast as it goes. */
    private double fast(StreamUnderLoad stream) {
        host.cut();
        var beginning = System.nanoTime();
        stream.listen();
        stream.await(REPOS + COMMITS);
        return (REPOS + COMMITS) / ((System.nanoTime() - beginning) / 1e9);
    }

    /** New commits at the goal's pace: how long after its sending each is stored. */
    private void paced(StreamUnderLoad stream) {
        var count = (int) GOAL * 5;
        var frames = new byte[count][];
        var first = host.next();
        for (var i = 0; i < count; i++) {
            var repo = repos.get(random.nextInt(REPOS));
            frames[i] = SignedRepo.frame("#commit", repo.commit(first + i, write(i)));
        }
        var sent = new long[count];
        var sender = Thread.ofPlatform().start(() -> send(frames, sent));
        var lags = new ArrayList<Double>();
        for (var stored = 0; stored < count; ) {
            var upTo = (int) (stream.cursor() - first + 1);
            for (; stored < upTo; stored++) {
                lags.add((System.nanoTime() - sent[stored]) / 1e9);
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
        }
        join(sender);
        lags.sort(null);
        Figure.atMost(MAX_LAG, "network-ingest-lag-p50", lags.get(count / 2), "s")
                .print();
        Figure.atMost(MAX_LAG, "network-ingest-lag-max", lags.getLast(), "s").print();
    }

    private void send(byte[][] frames, long[] sent) {
        var beginning = System.nanoTime();
        for (var i = 0; i < frames.length; i++) {
            var due = beginning + (long) (i / GOAL * 1e9);
            LockSupport.parkNanos(due - System.nanoTime());
            sent[i] = System.nanoTime();
            host.send(frames[i]);
        }
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static long heap() {
        System.gc();
        var runtime = Runtime.getRuntime();
        return runtime.totalMemory() - runtime.freeMemory();
    }
}
