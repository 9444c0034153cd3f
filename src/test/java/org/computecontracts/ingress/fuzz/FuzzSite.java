package org.computecontracts.ingress.fuzz;

import java.io.IOException;
import java.nio.file.Path;
import org.computecontracts.ingress.TunnelSite;

/** The front and the relay with a workload behind a real SSH client, and a server of the same kind in the portal's place. */
class FuzzSite implements AutoCloseable {
    static final String WORKLOAD = TunnelSite.HOST;
    static final String PORTAL = "localhost";

    final TunnelSite ingress;
    final FuzzOrigin workload;
    final FuzzOrigin portal;

    FuzzSite(Path folder, FuzzReport report) throws IOException {
        workload = new FuzzOrigin("workload", 0, report);
        ingress = new TunnelSite(folder, workload.port());
        portal = new FuzzOrigin("portal", ingress.portalPort(), report);
    }

    /** Connections behind the front: channels of the tunnel, sockets at both origins. */
    int connections() {
        return ingress.channels() + workload.open() + portal.open();
    }

    void rest(boolean now) {
        workload.rest(now);
        portal.rest(now);
    }

    boolean isTunnelAlive() {
        return ingress.isTunnelAlive();
    }

    @Override
    public void close() {
        workload.close();
        portal.close();
        ingress.close();
    }
}
