package org.computecontracts.wif.issuer;

import java.util.Optional;
import org.computecontracts.kernel.TenantId;

/** Knows the SSH host key of a guest from a source the guest does not control. Implemented by whoever knows the builds. */
public interface HostKeys {
    /**
     * The guest's {@code ssh_host_ed25519_key.pub} line as its backend sees it; empty while it cannot be seen.
     *
     * @param key the enrolment's key
     */
    Optional<String> hostKey(TenantId provider, String key);
}
