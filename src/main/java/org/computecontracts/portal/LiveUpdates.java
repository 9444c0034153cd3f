package org.computecontracts.portal;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.ObservesAsync;
import jakarta.faces.push.Push;
import jakarta.faces.push.PushContext;
import jakarta.inject.Inject;
import org.computecontracts.compute.BuildEvent;
import org.computecontracts.identity.Tenants;
import org.computecontracts.ingress.IngressEvent;
import org.computecontracts.market.MarketEvent;
import org.computecontracts.market.ViewChanged;

/** Tells open pages that there is something new. A message says only where to look; the page asks for the rest itself. */
@ApplicationScoped
public class LiveUpdates {
    @Inject
    @Push(channel = "changes")
    PushContext changes;

    /** To everybody who looks at the market: that it changed, not whose it is. */
    @Inject
    @Push(channel = "market")
    PushContext market;

    @Inject
    Tenants tenants;

    void on(@ObservesAsync MarketEvent event) {
        changes.send(event.contract().toString(), event.tenant().toString());
    }

    void on(@ObservesAsync ViewChanged event) {
        market.send("changed");
    }

    void on(@ObservesAsync BuildEvent event) {
        changes.send("build", event.tenant().toString());
    }

    void on(@ObservesAsync IngressEvent event) {
        tenants.find(event.did())
                .ifPresent(tenant -> changes.send("tunnel", tenant.id().toString()));
    }
}
