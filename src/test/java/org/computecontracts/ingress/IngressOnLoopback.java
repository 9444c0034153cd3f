package org.computecontracts.ingress;

import java.io.IOException;
import java.nio.file.Files;

/** Relay and front with one workload behind a real SSH client, in a process of its own: until its input ends. */
public final class IngressOnLoopback {
    /** The name visitors use. */
    public static final String HOST = "web--alice-test.localhost";

    private IngressOnLoopback() {}

    /** @param arguments the port of the workload; answers {@code ready} and the front's port */
    public static void main(String[] arguments) throws IOException {
        var folder = Files.createTempDirectory("ingress");
        var ingress = new TestIngress(folder);
        var key = Ssh.key(folder, "ed25519", "id_ed25519");
        ingress.records.publish(ingress.records.account("alice.test"), Ssh.publicKey(key), "*");
        ingress.start();
        try (var ssh = Ssh.forward(ingress, key, "alice.test", "web:80:127.0.0.1:" + arguments[0])) {
            Ssh.await(
                    "the tunnel",
                    () -> ssh.isAlive() && ingress.tunnels.find(HOST).isPresent());
            System.out.println("ready " + ingress.settings.frontPort);
            while (System.in.read() >= 0) {
                // Until whoever started this has gone
            }
        } finally {
            ingress.close();
        }
        System.exit(0);
    }
}
