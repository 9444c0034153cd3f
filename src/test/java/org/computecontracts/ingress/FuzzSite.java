package org.computecontracts.ingress;

import java.io.IOException;
import java.nio.file.Path;
import org.apache.sshd.common.session.helpers.AbstractConnectionService;

/** The front and the relay with a workload behind a real SSH client, and a server of the same kind in the portal's place. */
class FuzzSite implements AutoCloseable {
    static final String WORKLOAD = "web--alice-test.localhost";
    static final String PORTAL = "localhost";

    final TestIngress ingress;
    final FuzzOrigin workload;
    final FuzzOrigin portal;
    private final Ssh ssh;

    FuzzSite(Path folder, FuzzReport report) throws IOException {
        ingress = new TestIngress(folder);
        var alice = ingress.records.account("alice.test");
        var key = Ssh.key(folder, "ed25519", "id_ed25519");
        ingress.records.publish(alice, Ssh.publicKey(key), "*");
        ingress.start();
        workload = new FuzzOrigin("workload", 0, report);
        portal = new FuzzOrigin("portal", ingress.settings.portalOrigin.getPort(), report);
        ssh = Ssh.forward(ingress, key, "alice.test", "web:80:127.0.0.1:" + workload.port());
        Ssh.await("the tunnel", () -> ingress.tunnels.find(WORKLOAD).isPresent());
    }

    /** Connections behind the front: channels of the tunnel, sockets at both origins. */
    int connections() {
        return channels() + workload.open() + portal.open();
    }

    private int channels() {
        return ingress.routes.host(WORKLOAD).stream()
                .flatMap(route -> route.forwards().stream())
                .mapToInt(forward -> ((AbstractConnectionService) forward.connection())
                        .getChannels()
                        .size())
                .sum();
    }

    void rest(boolean now) {
        workload.rest(now);
        portal.rest(now);
    }

    boolean isTunnelAlive() {
        return ssh.isAlive();
    }

    @Override
    public void close() {
        ssh.close();
        workload.close();
        portal.close();
        ingress.close();
    }
}
