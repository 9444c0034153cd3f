package org.computecontracts.kernel;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Where this portal lives and what it may reach. */
@Dependent
public class Settings {
    /** Where people and other servers reach us; no trailing slash. Issuer, service DIDs and links are made from it. */
    @Inject
    @ConfigProperty(name = "cc.kernel.public-url", defaultValue = "https://localhost:8443")
    URI publicUrl;

    /** Folder for what must survive a restart outside the database: local CA, SSH host key, root file systems. */
    @Inject
    @ConfigProperty(name = "cc.kernel.data-dir", defaultValue = "data")
    Path dataDir;

    /** File with the 32-byte master key in base64 that seals every secret in the database. */
    @Inject
    @ConfigProperty(name = "cc.kernel.master-key-file", defaultValue = "data/master.key")
    Path masterKeyFile;

    /** Whether outgoing requests may go to loopback addresses and plain http there; for one-machine set-ups only. */
    @Inject
    @ConfigProperty(name = "cc.kernel.allow-loopback", defaultValue = "false")
    boolean allowLoopback;

    /** Name of this node among those that share the database; the machine's host name by default. */
    @Inject
    @ConfigProperty(name = "cc.kernel.node")
    Optional<String> node = Optional.empty();

    /** For programs without a container. */
    public static Settings of(Path dataDir, boolean allowLoopback) {
        var settings = new Settings();
        settings.dataDir = dataDir;
        settings.allowLoopback = allowLoopback;
        return settings;
    }

    public URI publicUrl() {
        return publicUrl;
    }

    public Path dataDir() {
        return dataDir;
    }

    /** Only for the vault. */
    Path masterKeyFile() {
        return masterKeyFile;
    }

    public boolean allowLoopback() {
        return allowLoopback;
    }

    public String node() {
        return node.orElseGet(() -> {
            try {
                return InetAddress.getLocalHost().getHostName();
            } catch (UnknownHostException e) {
                return "localhost";
            }
        });
    }

    /** Host and port as a did:web identifier: the port's colon is percent-encoded (did:web method, section 3.1). */
    public String serviceDid() {
        var port = publicUrl.getPort();
        return "did:web:" + publicUrl.getHost() + (port < 0 ? "" : "%3A" + port);
    }

    /** Certificate of the local CA that the front makes at first start, in PEM; absent where certificates are public. */
    public Path localCa() {
        return dataDir.resolve("ca").resolve("ca.pem");
    }
}
