package org.computecontracts.ingress;

import java.nio.file.Path;
import org.apache.sshd.common.session.helpers.AbstractConnectionService;

/** Relay and front as the portal runs them, and one workload behind a real SSH client. */
public final class TunnelSite implements AutoCloseable {
    /** The name visitors use. */
    public static final String HOST = "web--alice-test.localhost";

    private final TestIngress ingress;
    private final Ssh ssh;

    /** @param workload the port it listens on */
    public TunnelSite(Path folder, int workload) {
        ingress = new TestIngress(folder);
        var key = Ssh.key(folder, "ed25519", "id_ed25519");
        ingress.records.publish(ingress.records.account("alice.test"), Ssh.publicKey(key), "*");
        ingress.start();
        ssh = Ssh.forward(ingress, key, "alice.test", "web:80:127.0.0.1:" + workload);
        Ssh.await(
                "the tunnel", () -> ssh.isAlive() && ingress.tunnels.find(HOST).isPresent());
    }

    public int frontPort() {
        return ingress.frontPort();
    }

    /** Where the front expects the portal's own server; nobody is there. */
    public int portalPort() {
        return ingress.settings.portalOrigin.getPort();
    }

    public Path caFile() {
        return ingress.caFile();
    }

    /** SSH channels to the workload that are open. */
    public int channels() {
        return ingress.routes.host(HOST).stream()
                .flatMap(route -> route.forwards().stream())
                .mapToInt(forward -> ((AbstractConnectionService) forward.connection())
                        .getChannels()
                        .size())
                .sum();
    }

    public boolean isTunnelAlive() {
        return ssh.isAlive();
    }

    @Override
    public void close() {
        ssh.close();
        ingress.close();
    }
}
