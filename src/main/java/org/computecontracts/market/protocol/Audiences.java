package org.computecontracts.market.protocol;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Set;

/** The names under which peers may address this portal's services. */
@ApplicationScoped
public class Audiences {
    @Inject
    MarketSettings settings;

    public Set<String> of(String service) {
        return Set.copyOf(settings.audiences(service));
    }
}
