package org.computecontracts.ingress.tls;

import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;

/** A certificate of the front with its key; never written down. */
record Leaf(PrivateKey key, List<X509Certificate> chain) {
    Leaf {
        chain = List.copyOf(chain);
    }

    Instant expires() {
        return chain.getFirst().getNotAfter().toInstant();
    }
}
