package org.computecontracts.ingress.tunnel;

import java.net.URI;
import java.time.Instant;
import java.util.Optional;
import org.computecontracts.atproto.Did;

/**
 * A service reachable from outside at this moment.
 *
 * @param hostName the name visitors use; {@code *.} in front of it stands for any one label
 * @param keyFingerprint SHA256 fingerprint of the key that opened it
 * @param bytesIn from visitors to the workload
 * @param bytesOut from the workload to visitors
 */
public record Tunnel(
        Did did,
        String service,
        String hostName,
        URI url,
        String keyFingerprint,
        Instant since,
        long requests,
        long bytesIn,
        long bytesOut,
        Optional<Instant> lastRequest) {}
