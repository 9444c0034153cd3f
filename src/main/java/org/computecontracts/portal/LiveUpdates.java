package org.computecontracts.portal;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.ObservesAsync;
import jakarta.faces.push.Push;
import jakarta.faces.push.PushContext;
import jakarta.inject.Inject;
import java.util.UUID;
import org.computecontracts.appview.ViewChanged;
import org.computecontracts.compute.BuildEvent;
import org.computecontracts.identity.account.Tenants;
import org.computecontracts.identity.signin.BrowserSessions;
import org.computecontracts.ingress.IngressEvent;
import org.computecontracts.kernel.TenantId;
import org.computecontracts.market.contract.MarketEvent;

/**
 * Tells open pages that there is something new. A message says only where to look; the page asks for the rest itself. Nobody
 * asks an open page again who it belongs to: each time, news of a tenant goes to those browsers alone that may still have it.
 */
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

    @Inject
    BrowserSessions browsers;

    /** Who listens: the pages of one tenant in one browser, for as long as it is signed in. */
    static String listener(UUID browser, TenantId tenant) {
        return browser + " " + tenant;
    }

    void on(@ObservesAsync MarketEvent event) {
        tell(event.tenant(), event.contract().toString());
    }

    void on(@ObservesAsync ViewChanged event) {
        market.send("changed");
    }

    void on(@ObservesAsync BuildEvent event) {
        tell(event.tenant(), "build");
    }

    void on(@ObservesAsync IngressEvent event) {
        tenants.find(event.did()).ifPresent(tenant -> tell(tenant.id(), "tunnel"));
    }

    private void tell(TenantId tenant, String news) {
        var listeners = browsers.seatedIn(tenant).stream()
                .map(browser -> listener(browser, tenant))
                .toList();
        changes.send(news, listeners);
    }
}
