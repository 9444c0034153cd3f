package org.computecontracts.wif.rbac;

import java.net.URI;
import java.util.Optional;
import org.computecontracts.wif.Subjects;

/**
 * What a requester lets one workload do in her repository: register SSH keys.
 *
 * @param rkey the record's key, the same at every repeat
 * @param issuer the provider's issuer, the only one trusted for this
 * @param subject whom the workload's tokens name
 * @param service the only service a key may be registered for; empty lets the workload choose a name
 */
public record NewGrant(String rkey, URI issuer, String actx, String subject, String role, Optional<String> service) {
    public NewGrant {
        Subjects.checkedRole(role);
    }
}
