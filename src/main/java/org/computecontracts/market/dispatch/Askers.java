package org.computecontracts.market.dispatch;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.computecontracts.atproto.StrongRef;

/** Who waits, for a moment, for what comes of a record. */
final class Askers {
    /** The author's server, which is asked meanwhile, may never answer. */
    private static final Duration PATIENCE = Duration.ofSeconds(3);

    private final Map<StrongRef, CompletableFuture<ObjectNode>> asking = new ConcurrentHashMap<>();

    /** Empty when it is not known in time; what it is refused for is thrown. */
    Optional<ObjectNode> ask(StrongRef record, Runnable begin) {
        var answer = asking.computeIfAbsent(record, ref -> new CompletableFuture<>());
        try {
            begin.run();
            return Optional.of(answer.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS));
        } catch (TimeoutException e) {
            return Optional.empty();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException refused ? refused : new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        } finally {
            asking.remove(record, answer);
        }
    }

    /** Whoever waits when the look begins: who comes later has it looked at once more. */
    CompletableFuture<ObjectNode> of(StrongRef record) {
        return asking.getOrDefault(record, new CompletableFuture<>());
    }
}
