package org.computecontracts.ingress;

import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** The audit, kept as lines. */
class TunnelsInMemory extends TunnelStore {
    private final List<String> lines = new CopyOnWriteArrayList<>();

    List<String> lines() {
        return List.copyOf(lines);
    }

    @Override
    void opened(Forward forward, String hostName) {
        lines.add("opened " + hostName);
    }

    @Override
    void closed(Forward forward, String hostName, Instant at, String reason) {
        lines.add("closed " + hostName + ": " + reason);
    }

    @Override
    void closeLeftOpen(Instant at) {}
}
