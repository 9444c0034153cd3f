package org.computecontracts.identity;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.List;
import org.computecontracts.atproto.AtprotoEvent;
import org.computecontracts.atproto.Did;
import org.computecontracts.kernel.KernelProblem;

/**
 * The end of all that was got by an account's own credential: browser sessions, API tokens, invitations that nobody has
 * taken, and the session at its server. Whoever changes a password may have lost it.
 */
@ApplicationScoped
public class Credentials {
    @Inject
    SignIns signIns;

    @Inject
    BrowserSessionStore browsers;

    @Inject
    ApiTokenStore tokens;

    @Inject
    InvitationStore invitations;

    @Inject
    TenantStore tenants;

    @Inject
    SessionStore sessions;

    @Inject
    IdentitySettings settings;

    @Inject
    Clock clock;

    void on(@Observes AtprotoEvent.PasswordChanged changed) {
        if (isHere(changed.did())) {
            end(changed.did(), "The password of this account was changed: sign in again to act for it");
        }
    }

    void on(@Observes AtprotoEvent.AccountDeleted deleted) {
        if (isHere(deleted.did())) {
            ended(deleted.did());
        }
    }

    /** What an account that has moved leaves behind here says nothing of it any more. */
    private boolean isHere(Did did) {
        return tenants.find(did).map(Tenant::pds).stream().allMatch(settings::isSignUpPds);
    }

    /** The account is no more, wherever it was. */
    public void ended(Did did) {
        end(did, "This account was deleted at its server");
    }

    private void end(Did did, String because) {
        endDerived(did);
        tenants.find(did).ifPresent(tenant -> sessions.end(tenant.id(), because, clock.instant()));
    }

    private void endDerived(Did did) {
        tokens.endAll(did);
        invitations.endAll(did);
        browsers.endAll(List.of(did));
    }

    /**
     * For all accounts of this browser: nobody tells us when a password is changed at another server. What the portal may do
     * there stays, for the contracts under way.
     */
    public void endAll(Visit visit) {
        signIns.session(visit.request())
                .orElseThrow(() -> KernelProblem.NOT_SIGNED_IN.because("Sign in first"))
                .accounts()
                .forEach(this::endDerived);
        signIns.signOut(visit);
    }
}
