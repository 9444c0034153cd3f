package org.computecontracts.identity.signin;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import org.computecontracts.identity.IdentityProblem;
import org.computecontracts.identity.IdentitySettings;
import org.computecontracts.identity.account.Member;
import org.computecontracts.identity.member.Members;
import org.computecontracts.kernel.KernelProblem;
import org.computecontracts.kernel.TenantId;

/** All the browsers in which a person is signed in: those where one of the accounts proved in this browser was proved too. */
@ApplicationScoped
public class BrowserSessions {
    @Inject
    SignIns signIns;

    @Inject
    Members members;

    @Inject
    BrowserSessionStore browsers;

    @Inject
    IdentitySettings settings;

    @Inject
    Clock clock;

    public List<BrowserSession> list(HttpServletRequest request) {
        var own = own(request);
        var now = clock.instant();
        browsers.forget(now.minus(settings.sessionIdle()), now.minus(settings.sessionLife()));
        return browsers.of(own.accounts());
    }

    /** The one of the browser that asks. */
    public UUID current(HttpServletRequest request) {
        return own(request).id();
    }

    /** Those that may hear of a tenant now: still signed in, with an account that has a place there. */
    public List<UUID> seatedIn(TenantId tenant) {
        var accounts = members.list(tenant).stream()
                .filter(member -> !member.suspended())
                .map(Member::did)
                .toList();
        return browsers.goingOn(accounts, clock.instant(), settings.sessionIdle(), settings.sessionLife()).stream()
                .map(BrowserSession::id)
                .toList();
    }

    /** SESSION_NOT_FOUND when it is not one of this person's. */
    public void end(HttpServletRequest request, UUID id) {
        if (!browsers.end(own(request).accounts(), id)) {
            throw IdentityProblem.SESSION_NOT_FOUND.because("No session %s", id);
        }
    }

    /** On every node, this browser among them. */
    public void endAll(BrowserRequest visit) {
        browsers.endAll(own(visit.request()).accounts());
        signIns.signOut(visit);
    }

    private BrowserSession own(HttpServletRequest request) {
        return signIns.session(request).orElseThrow(() -> KernelProblem.NOT_SIGNED_IN.because("Sign in first"));
    }
}
