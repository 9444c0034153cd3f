package org.computecontracts.identity.signin;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Clock;
import java.util.Optional;
import org.computecontracts.identity.IdentityProblem;
import org.computecontracts.identity.IdentitySettings;
import org.computecontracts.identity.Secret;
import org.computecontracts.identity.Tenant;
import org.computecontracts.identity.member.ActingMember;
import org.computecontracts.identity.member.Members;
import org.computecontracts.kernel.TenantId;

/** Browser sessions: who is signed in with which accounts, which tenant is looked at, and for how long. */
@ApplicationScoped
public class SignIns {
    /** The prefix keeps names below ours, which lead to other people's machines, from setting it (RFC 6265bis 4.1.3.2). */
    static final String COOKIE = "__Host-session";

    @Inject
    Entrance entrance;

    @Inject
    Members members;

    @Inject
    BrowserSessionStore browsers;

    @Inject
    IdentitySettings settings;

    @Inject
    Clock clock;

    /** Signs in from a browser. */
    public Tenant signIn(BrowserRequest visit, String identifier, String password) {
        var tenant = entrance.signIn(visit.request(), identifier, password);
        establish(visit, tenant);
        return tenant;
    }

    /** A new secret at every sign-in. A browser that is signed in already has one account more. */
    public void establish(BrowserRequest visit, Tenant tenant) {
        var now = clock.instant();
        browsers.forget(now.minus(settings.sessionIdle()), now.minus(settings.sessionLife()));
        var secret = Secret.random();
        var known =
                visit.cookie(COOKIE).filter(old -> browsers.join(Secret.hash(old), Secret.hash(secret), tenant, now));
        if (known.isEmpty()) {
            browsers.open(SignedInBrowser.of(Secret.hash(secret), tenant, visit.address(), visit.agent(), now));
        }
        visit.renewServerSession();
        visit.keepCookie(COOKIE, secret);
    }

    /** Looks at another tenant in which one of the accounts has a place; TENANT_NOT_FOUND otherwise. */
    public void switchTo(BrowserRequest visit, TenantId tenant) {
        var session =
                session(visit.request()).orElseThrow(() -> IdentityProblem.TENANT_NOT_FOUND.because("No one is here"));
        if (members.seat(tenant, session.accounts()).isEmpty()) {
            throw IdentityProblem.TENANT_NOT_FOUND.because("No tenant %s", tenant);
        }
        browsers.look(session.id(), tenant);
    }

    public void signOut(BrowserRequest visit) {
        visit.cookie(COOKIE).ifPresent(secret -> browsers.end(Secret.hash(secret)));
        visit.dropCookie(COOKIE);
        visit.endServerSession();
    }

    /** The session of the browser; its last use is noted. */
    public Optional<BrowserSession> session(HttpServletRequest request) {
        return BrowserRequest.cookie(request, COOKIE)
                .flatMap(secret -> browsers.use(
                        Secret.hash(secret), clock.instant(), settings.sessionIdle(), settings.sessionLife()));
    }

    /**
     * Who sits there now: asked of the members at every request, so that one who is removed is out at once, and finds
     * themselves in a tenant that is left to them.
     */
    public Optional<ActingMember> seat(HttpServletRequest request) {
        return session(request)
                .flatMap(session -> members.seat(session.tenant(), session.accounts())
                        .or(() -> members.anySeat(session.accounts())));
    }
}
