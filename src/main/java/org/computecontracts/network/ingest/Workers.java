package org.computecontracts.network.ingest;

import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.enterprise.concurrent.ManagedThreadFactory;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.function.Function;

/** Spreads work that only thinks, or asks outside, over the machine. */
@ApplicationScoped
public class Workers {
    private static final int PARTS = Math.max(2, Runtime.getRuntime().availableProcessors());

    @Resource
    ManagedExecutorService executor;

    /** What waits for strangers takes a thread for as long as they let it wait: too long for one of the executor's few. */
    @Resource
    ManagedThreadFactory factory;

    public Executor executor() {
        return executor;
    }

    public Executor patient() {
        return work -> factory.newThread(work).start();
    }

    /** The results in the order of the items. The caller works as well. */
    <T, R> List<R> inOrder(List<T> items, Function<T, R> work) {
        var size = Math.max(1, (items.size() + PARTS - 1) / PARTS);
        var parts = new ArrayList<CompletableFuture<List<R>>>();
        for (var from = size; from < items.size(); from += size) {
            var part = items.subList(from, Math.min(items.size(), from + size));
            parts.add(
                    CompletableFuture.supplyAsync(() -> part.stream().map(work).toList(), executor()));
        }
        var results = new ArrayList<R>(items.size());
        items.subList(0, Math.min(size, items.size())).forEach(item -> results.add(work.apply(item)));
        for (var part : parts) {
            try {
                results.addAll(part.join());
            } catch (CompletionException e) {
                throw e.getCause() instanceof RuntimeException cause ? cause : e;
            }
        }
        return results;
    }
}
