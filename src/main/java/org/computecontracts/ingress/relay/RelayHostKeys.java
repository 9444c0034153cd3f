package org.computecontracts.ingress.relay;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.apache.sshd.common.NamedResource;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.config.keys.PublicKeyEntry;
import org.apache.sshd.common.config.keys.writer.openssh.OpenSSHKeyPairResourceWriter;
import org.apache.sshd.common.keyprovider.KeyPairProvider;
import org.apache.sshd.common.util.security.SecurityUtils;
import org.computecontracts.ingress.tls.PrivateFile;

/** The keys by which clients know the relay: made at the first start and kept, or nobody could pin them. */
class RelayHostKeys {
    /** For clients too old for Ed25519 alone; more bits take many seconds to find. */
    private static final int RSA_BITS = 2048;

    private final List<KeyPair> keys;

    /** Kept as files below the folder. */
    RelayHostKeys(Path folder) {
        keys = List.of(
                key(folder.resolve("ssh_host_ed25519_key"), RelayHostKeys::ed25519),
                key(folder.resolve("ssh_host_rsa_key"), RelayHostKeys::rsa));
    }

    KeyPairProvider provider() {
        return KeyPairProvider.wrap(keys);
    }

    /** Lines for a {@code known_hosts} file (sshd(8), SSH_KNOWN_HOSTS FILE FORMAT). */
    Stream<String> knownHosts(String host, int port) {
        var name = port == 22 ? host : "[%s]:%d".formatted(host, port);
        return keys.stream().map(key -> name + " " + PublicKeyEntry.toString(key.getPublic()));
    }

    private static KeyPair key(Path file, Callable<KeyPair> first) {
        var stored = PrivateFile.read(file, () -> made(first));
        try (var in = new ByteArrayInputStream(stored)) {
            return SecurityUtils.loadKeyPairIdentities(null, NamedResource.ofName(file.toString()), in, null)
                    .iterator()
                    .next();
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalStateException("Not an SSH host key: " + file, e);
        }
    }

    private static String made(Callable<KeyPair> keys) {
        try {
            var out = new ByteArrayOutputStream();
            new OpenSSHKeyPairResourceWriter().writePrivateKey(keys.call(), "relay", null, out);
            return out.toString(StandardCharsets.US_ASCII);
        } catch (Exception e) {
            throw new IllegalStateException("An SSH host key cannot be made", e);
        }
    }

    private static KeyPair ed25519() throws GeneralSecurityException {
        return KeyUtils.generateKeyPair(KeyPairProvider.SSH_ED25519, 256);
    }

    /** By the JDK: the library would ask Bouncy Castle, which takes ten times as long. */
    private static KeyPair rsa() throws GeneralSecurityException {
        var generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(RSA_BITS);
        return generator.generateKeyPair();
    }
}
