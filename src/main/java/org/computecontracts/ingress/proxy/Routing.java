package org.computecontracts.ingress.proxy;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Where a request goes. */
public sealed interface Routing {
    /** To be answered by an origin. */
    record To(Origin origin) implements Routing {}

    /**
     * To be answered here.
     *
     * @param detail one sentence for people
     * @param retryAfter when it may be otherwise
     */
    record Ends(
            ProxyProblem problem, String detail, @Nullable Duration retryAfter) implements Routing {
        public Ends(ProxyProblem problem, String detail) {
            this(problem, detail, null);
        }
    }
}
