package org.computecontracts.identity.account;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.computecontracts.atproto.pds.PdsSession;
import org.computecontracts.identity.IdentityProblem;
import org.computecontracts.identity.IdentitySettings;
import org.computecontracts.identity.Tenant;
import org.computecontracts.identity.oauth.DpopHttp;
import org.computecontracts.kernel.KernelProblem;
import org.computecontracts.kernel.ProblemException;
import org.computecontracts.kernel.TenantId;
import org.computecontracts.kernel.http.HttpAnswer;
import org.computecontracts.kernel.http.HttpRequest;
import org.computecontracts.kernel.http.SafeHttp;

/**
 * The tenants' sessions at their PDSes. A refresh token works once, so that one at a time refreshes a session, on whatever
 * node; the others wait for what it gets.
 */
@ApplicationScoped
public class PdsSessions {
    private static final Logger LOG = Logger.getLogger(PdsSessions.class.getName());
    private static final Duration PAUSE = Duration.ofMillis(100);

    /** No longer than one question outside may take: whoever waits may hold up a page. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    @Inject
    SessionStore store;

    @Inject
    Tenants tenants;

    @Inject
    AccountServer server;

    @Inject
    SessionGrants grants;

    @Inject
    SafeHttp http;

    @Inject
    DpopHttp dpop;

    @Inject
    IdentitySettings settings;

    @Inject
    AccountMoves moves;

    @Inject
    Clock clock;

    /** SIGN_IN_AGAIN when the tenant has no session, or its PDS has ended it. */
    public PdsSession of(TenantId tenant) {
        return new RefreshingSession(this, tenants.get(tenant), store.get(tenant));
    }

    HttpAnswer send(Access access, HttpRequest request) {
        return access.key().isPresent()
                ? dpop.send(access.key().get(), access.token(), request)
                : http.send(request.bearer(access.token()));
    }

    /** SIGN_IN_AGAIN when the account has left its server or is closed there; nothing for any other refusal. */
    void refused(Tenant tenant, String error) {
        if (AccountMoves.AWAY.contains(error)) {
            moves.left(tenant, error);
        }
    }

    /** Another access token than the one of the generation seen. */
    Access next(Tenant tenant, Access seen) {
        var patience = clock.instant().plus(PATIENCE);
        while (clock.instant().isBefore(patience)) {
            var now = clock.instant();
            switch (store.takeTurn(tenant.id(), seen.generation(), now, now.plus(settings.refreshLease()))) {
                case RefreshLease.Done done -> {
                    return done.access();
                }
                case RefreshLease.Yours yours -> {
                    return refresh(tenant, seen, yours);
                }
                case RefreshLease.Busy busy -> pause();
            }
        }
        throw KernelProblem.OUTSIDE_UNREACHABLE.because(
                "%s gave no fresh session within %d s", tenant.pds(), PATIENCE.toSeconds());
    }

    private Access refresh(Tenant tenant, Access seen, RefreshLease.Yours turn) {
        try {
            var tokens = next(tenant, turn);
            if (!tokens.did().equals(tenant.did())) {
                throw KernelProblem.OUTSIDE_FAILED.because("%s answered for another account", tenant.pds());
            }
            if (!store.renewed(tenant.id(), seen.generation(), tokens, clock.instant())) {
                giveBackLate(tenant, new RefreshLease.Yours(tokens.refresh(), tokens.binding()));
            }
            return store.get(tenant.id());
        } catch (ProblemException e) {
            if (e.type() == IdentityProblem.SIGN_IN_AGAIN) {
                store.end(tenant.id(), seen.generation(), clock.instant());
                return store.get(tenant.id()); // of a later sign-in, or SIGN_IN_AGAIN
            }
            store.release(tenant.id(), seen.generation());
            throw e;
        }
    }

    private SessionTokens next(Tenant tenant, RefreshLease.Yours turn) {
        return turn.binding().isPresent()
                ? grants.renew(turn.binding().get(), turn.refreshToken())
                : server.refreshSession(tenant.pds(), turn.refreshToken());
    }

    /** What there is to know of the tenant's session; empty when it never had one. */
    public Optional<AccountSession> look(TenantId tenant) {
        return store.look(tenant);
    }

    /** Ends it here at once, and then at its server; SIGN_IN_AGAIN when it has ended already. */
    public void end(TenantId tenant) {
        giveBack(tenants.get(tenant), store.finish(tenant, clock.instant()));
    }

    private void giveBack(Tenant tenant, RefreshLease.Yours last) {
        if (last.binding().isPresent()) {
            grants.revoke(last.binding().get(), last.refreshToken());
        } else {
            server.deleteSession(tenant.pds(), last.refreshToken());
        }
    }

    /** It came while the session was ended or replaced, and nobody will use it. */
    private void giveBackLate(Tenant tenant, RefreshLease.Yours late) {
        try {
            giveBack(tenant, late);
        } catch (ProblemException e) {
            LOG.log(Level.INFO, "A session of tenant " + tenant.id() + " that came too late was not given back", e);
        }
    }

    private static void pause() {
        try {
            Thread.sleep(PAUSE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while another refreshes the session", e);
        }
    }
}
