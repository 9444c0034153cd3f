package org.computecontracts.api;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import org.computecontracts.identity.Tenant;
import org.computecontracts.identity.token.ApiTokens;
import org.computecontracts.kernel.Role;

/** API sessions: a token that lives for twelve hours, as a browser session does at most. */
@ApplicationScoped
class Sessions {
    private static final Duration LIFE = Duration.ofHours(12);

    @Inject
    ApiTokens tokens;

    SignedIn open(Tenant tenant) {
        var token = tokens.issue(tenant.id(), tenant.did(), "API session", Role.OWNER.rights(), LIFE);
        return new SignedIn(
                tenant.id().value(),
                tenant.did(),
                tenant.handle(),
                token.secret(),
                token.token().expiresAt());
    }
}
