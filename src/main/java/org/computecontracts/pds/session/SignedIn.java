package org.computecontracts.pds.session;

import java.util.Map;
import java.util.Optional;
import org.computecontracts.pds.Profile;

/**
 * An account that has shown a good password: its own, or that of an app.
 *
 * @param limits what is left of the caller's attempts, as response headers
 */
public record SignedIn(Profile profile, Optional<AppPassword> app, Map<String, String> limits) {
    public SignedIn {
        limits = Map.copyOf(limits);
    }
}
