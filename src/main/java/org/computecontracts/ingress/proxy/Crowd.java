package org.computecontracts.ingress.proxy;

import io.netty.channel.Channel;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** How many connections this node has, and of whom: each node has sockets and memory of its own to keep free. */
@SuppressWarnings("FutureReturnValueIgnored") // A connection that fails says so by its end
class Crowd {
    private final int most;
    private final int mostOfOne;
    private final AtomicInteger all = new AtomicInteger();
    private final Map<String, Integer> byVisitor = new ConcurrentHashMap<>();

    Crowd(int most, int mostOfOne) {
        this.most = most;
        this.mostOfOne = mostOfOne;
    }

    /** Whether it may stay; counted until it is closed either way. */
    boolean enters(String visitor, Channel channel) {
        var ofAll = all.incrementAndGet();
        int ofOne = byVisitor.merge(visitor, 1, Integer::sum);
        channel.closeFuture().addListener(closed -> {
            all.decrementAndGet();
            byVisitor.computeIfPresent(visitor, (name, count) -> count == 1 ? null : count - 1);
        });
        return ofAll <= most && ofOne <= mostOfOne;
    }
}
