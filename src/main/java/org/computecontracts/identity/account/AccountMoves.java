package org.computecontracts.identity.account;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.net.URI;
import java.time.Clock;
import java.util.Map;
import java.util.Set;
import org.computecontracts.atproto.Did;
import org.computecontracts.atproto.Handle;
import org.computecontracts.atproto.resolution.Identities;
import org.computecontracts.identity.IdentityProblem;
import org.computecontracts.identity.Tenant;

/** Accounts move to other servers, are renamed or closed: what a tenant's session there is worth follows from that. */
@ApplicationScoped
public class AccountMoves {
    private static final Map<String, String> CLOSED = Map.of(
            "AccountDeactivated", "deactivated",
            "AccountTakedown", "taken down",
            "AccountSuspended", "suspended");

    /** How a server says that it does not, or no longer, serve the account of a session. */
    static final Set<String> AWAY =
            Set.of("AccountDeactivated", "AccountTakedown", "AccountSuspended", "AccountNotFound");

    @Inject
    TenantStore tenants;

    @Inject
    SessionStore sessions;

    @Inject
    Identities identities;

    @Inject
    Clock clock;

    /** Looks where the account is now and what it is called; nothing for who is no tenant. */
    public void look(Did did) {
        tenants.find(did).ifPresent(this::look);
    }

    private void look(Tenant tenant) {
        var pds = identities.fresh(tenant.did()).pds();
        if (!isSame(pds, tenant.pds())) {
            end(tenant, moved(tenant, pds));
        }
        var handle = identities.handleOf(tenant.did());
        if (!handle.startsWith("did:") && !handle.equals(tenant.handle().value())) {
            tenants.rename(tenant.did(), new Handle(handle));
        }
    }

    /** The server refused: SIGN_IN_AGAIN with the reason, when the account has left it or is closed there. */
    void left(Tenant tenant, String error) {
        var pds = identities.fresh(tenant.did()).pds();
        var because = isSame(pds, tenant.pds()) ? closed(tenant, error) : moved(tenant, pds);
        if (!because.isEmpty()) {
            end(tenant, because);
            throw IdentityProblem.SIGN_IN_AGAIN.because("%s", because);
        }
    }

    private void end(Tenant tenant, String because) {
        sessions.end(tenant.id(), because, clock.instant());
    }

    private static boolean isSame(URI one, URI other) {
        return one.resolve("/").equals(other.resolve("/"));
    }

    private static String moved(Tenant tenant, URI pds) {
        return "%s has moved from %s to %s: sign in again, there, to act for this account"
                .formatted(tenant.handle().value(), tenant.pds().getHost(), pds.getHost());
    }

    private static String closed(Tenant tenant, String error) {
        var how = CLOSED.get(error);
        return how == null
                ? ""
                : "%s is %s at %s: have it opened there, then sign in again"
                        .formatted(tenant.handle().value(), how, tenant.pds().getHost());
    }
}
