package org.computecontracts.compute.sandbox;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.computecontracts.compute.Backend;
import org.computecontracts.compute.ConsoleLine;

/** Remembers what a machine said. */
final class Watched implements Backend.Watch {
    final List<ConsoleLine> lines = new CopyOnWriteArrayList<>();
    final CompletableFuture<String> finished = new CompletableFuture<>();
    final CountDownLatch exhausted = new CountDownLatch(1);

    @Override
    public void printed(List<ConsoleLine> printed) {
        lines.addAll(printed);
    }

    @Override
    public void finished(String error) {
        finished.complete(error);
    }

    @Override
    public void exhausted() {
        exhausted.countDown();
    }

    String text() {
        var text = new StringBuilder();
        lines.forEach(line ->
                text.append(line.source()).append(": ").append(line.text()).append('\n'));
        return text.toString();
    }

    String awaitEnd() throws Exception {
        return finished.get(60, TimeUnit.SECONDS);
    }

    /** Waits for a line; fails with everything that was printed. */
    void await(Predicate<String> wanted) throws InterruptedException {
        for (var tries = 0; tries < 300; tries++) {
            if (lines.stream().map(ConsoleLine::text).anyMatch(wanted)) {
                return;
            }
            Thread.sleep(100);
        }
        throw new AssertionError("Never printed; but:\n" + text());
    }
}
