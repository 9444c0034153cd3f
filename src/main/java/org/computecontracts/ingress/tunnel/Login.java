package org.computecontracts.ingress.tunnel;

import java.util.Set;
import org.computecontracts.atproto.Did;
import org.computecontracts.atproto.TypedName;

/**
 * What one key may do.
 *
 * @param user the SSH user name: a handle or a DID
 * @param fingerprint SHA256 fingerprint of the key
 * @param services the services its records name
 */
public record Login(String user, Did did, String fingerprint, Set<String> services) {
    public Login {
        user = new TypedName(user).value();
        services = Set.copyOf(services);
    }

    /** The named service in whatever case, or any with {@code *}: {@code *.x} stands for itself, not for names below x. */
    public boolean allows(String service) {
        return services.contains("*") || services.stream().anyMatch(service::equalsIgnoreCase);
    }
}
