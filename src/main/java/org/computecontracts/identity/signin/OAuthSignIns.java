package org.computecontracts.identity.signin;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.net.URI;
import java.time.Clock;
import org.computecontracts.atproto.TypedName;
import org.computecontracts.atproto.resolution.Identities;
import org.computecontracts.identity.IdentitySettings;
import org.computecontracts.identity.Secret;
import org.computecontracts.identity.Tenant;
import org.computecontracts.identity.account.SessionGrants;
import org.computecontracts.identity.account.Tenants;
import org.computecontracts.identity.oauth.OAuthProblem;
import org.computecontracts.kernel.ProblemException;

/** Sign-in at an account's own server: away with the browser, and back with proof (AT Protocol, OAuth). */
@ApplicationScoped
public class OAuthSignIns {
    /** Binds what comes back to the browser that went away: nobody is signed in by another's link. */
    static final String COOKIE = "__Host-oauth";

    private static final int SHOWN = 200;

    @Inject
    SessionGrants grants;

    @Inject
    OAuthAttemptStore begun;

    @Inject
    Tenants tenants;

    @Inject
    Entrance entrance;

    @Inject
    SignIns signIns;

    @Inject
    Identities identities;

    @Inject
    IdentitySettings settings;

    @Inject
    Clock clock;

    /** Where the browser goes. The handle is checked both ways, and so is the path from the account to its server. */
    public URI begin(BrowserRequest visit, String identifier, String next) {
        entrance.leave(visit.request());
        var did = identities.freshIdentifier(identifier);
        var pds = identities.fresh(did).pds();
        var server = grants.serverOf(pds);
        var attempt = grants.begun();
        var asked = grants.ask(server, attempt, new TypedName(identifier).value());
        var browser = visit.cookie(COOKIE).orElseGet(Secret::random);
        visit.keepCookie(COOKIE, browser, settings.attemptLife());
        var now = clock.instant();
        begun.add(
                new BegunSignIn(did, pds, server.issuer(), next, attempt.of(asked.client())),
                Secret.hash(browser),
                now,
                now.plus(settings.attemptLife()));
        return asked.address();
    }

    /**
     * Takes the answer that the browser brings, once, and signs in; returns where it goes on to.
     *
     * <p>SIGN_IN_UNKNOWN when it was begun elsewhere, is over or was taken; ANSWER_FORGED when another server or another account
     * answers than was asked; SIGN_IN_DENIED when the person, or the server, said no.
     */
    public String finish(BrowserRequest visit) {
        var browser = visit.cookie(COOKIE).orElse("");
        var attempt = begun.take(visit.parameter("state"), Secret.hash(browser), clock.instant())
                .orElseThrow(() -> OAuthProblem.SIGN_IN_UNKNOWN.because(
                        "Begin it again from here: it was begun in another browser, taken already, or took too long"));
        if (!visit.parameter("iss").equals(attempt.issuer().toString())) {
            throw OAuthProblem.ANSWER_FORGED.because(
                    "%s was asked, \"%s\" answers", attempt.issuer(), shown(visit.parameter("iss")));
        }
        if (!visit.parameter("error").isEmpty()) {
            throw denied(attempt, visit);
        }
        signIns.establish(visit, redeemed(attempt, visit.parameter("code")));
        return attempt.next();
    }

    /** Why, in the words of the server: the person said no, or took longer than it waits. */
    private static ProblemException denied(BegunSignIn attempt, BrowserRequest visit) {
        var error = visit.parameter("error");
        var reason = visit.parameter("error_description");
        return OAuthProblem.SIGN_IN_DENIED.because(
                "%s says: %s", attempt.issuer(), shown(reason.isEmpty() ? error : reason));
    }

    private Tenant redeemed(BegunSignIn attempt, String code) {
        var tokens = grants.redeem(attempt.issuer(), attempt.attempt(), code, attempt.did());
        return tenants.signedIn(tokens, attempt.pds());
    }

    private static String shown(String text) {
        return text.substring(0, Math.min(SHOWN, text.length()));
    }
}
