package org.computecontracts.ingress;

import java.io.IOException;
import java.nio.file.Files;

/** A {@link TunnelSite} in a process of its own: until its input ends. */
public final class IngressOnLoopback {
    private IngressOnLoopback() {}

    /** @param arguments the port of the workload; answers {@code ready} and the front's port */
    public static void main(String[] arguments) throws IOException {
        try (var site = new TunnelSite(Files.createTempDirectory("ingress"), Integer.parseInt(arguments[0]))) {
            System.out.println("ready " + site.frontPort());
            while (System.in.read() >= 0) {
                // Until whoever started this has gone
            }
        }
        System.exit(0);
    }
}
