package org.computecontracts.identity.signin;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.computecontracts.atproto.AtprotoEvent;
import org.computecontracts.atproto.Did;
import org.computecontracts.identity.IdentitySettings;
import org.computecontracts.identity.Tenant;
import org.computecontracts.identity.account.MemberStore;
import org.computecontracts.identity.account.SessionStore;
import org.computecontracts.identity.account.TenantStore;
import org.computecontracts.identity.member.InvitationStore;
import org.computecontracts.identity.token.ApiTokenStore;
import org.computecontracts.kernel.KernelProblem;

/**
 * The end of all that was got by an account's own credential: browser sessions, API tokens, invitations that nobody has
 * taken, and the session at its server. Whoever changes a password may have lost it: who was let in with it waits until an
 * owner says that they may stay.
 */
@ApplicationScoped
public class Credentials {
    /** Whoever has got into an account makes himself at home within weeks; who was let in earlier goes on working. */
    private static final Duration LATELY = Duration.ofDays(30);

    @Inject
    SignIns signIns;

    @Inject
    BrowserSessionStore browsers;

    @Inject
    ApiTokenStore tokens;

    @Inject
    InvitationStore invitations;

    @Inject
    MemberStore members;

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
            suspect(changed.did());
            endSession(changed.did(), "The password of this account was changed: sign in again to act for it");
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
        endDerived(did);
        endSession(did, "This account was deleted at its server");
    }

    private void endSession(Did did, String because) {
        tenants.find(did).ifPresent(tenant -> sessions.end(tenant.id(), because, clock.instant()));
    }

    /** What a token has done that ends here may be as old as it. */
    private void suspect(Did did) {
        var lately = clock.instant().minus(LATELY);
        var oldest = endDerived(did).filter(lately::isAfter).orElse(lately);
        members.suspendGivenBy(did, oldest);
    }

    /** Answers since when there was something to act with. */
    private Optional<Instant> endDerived(Did did) {
        var oldest = tokens.endAll(did);
        invitations.endAll(did);
        browsers.endAll(List.of(did));
        return oldest;
    }

    /**
     * For all accounts of this browser: nobody tells us when a password is changed at another server. What the portal may do
     * there stays, for the contracts under way.
     */
    public void endAll(BrowserRequest visit) {
        signIns.session(visit.request())
                .orElseThrow(() -> KernelProblem.NOT_SIGNED_IN.because("Sign in first"))
                .accounts()
                .forEach(this::suspect);
        signIns.signOut(visit);
    }
}
