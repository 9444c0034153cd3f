package org.computecontracts.ingress;

import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.computecontracts.ingress.relay.TunnelStore;
import org.computecontracts.ingress.tunnel.Forward;

/** The audit, kept as lines. */
public class TunnelsInMemory extends TunnelStore {
    private final List<String> lines = new CopyOnWriteArrayList<>();

    public List<String> lines() {
        return List.copyOf(lines);
    }

    @Override
    public void opened(Forward forward, String hostName) {
        lines.add("opened " + hostName);
    }

    @Override
    public void closed(Forward forward, String hostName, Instant at, String reason) {
        lines.add("closed " + hostName + ": " + reason);
    }

    @Override
    public void closeLeftOpen(Instant at) {}
}
