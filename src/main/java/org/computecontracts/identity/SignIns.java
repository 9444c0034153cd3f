package org.computecontracts.identity;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpSession;
import java.io.Serializable;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import org.computecontracts.atproto.Did;
import org.computecontracts.kernel.TenantId;
import org.jspecify.annotations.Nullable;

/** Browser sessions: who is signed in, which tenant is looked at, and for how long. */
@ApplicationScoped
public class SignIns {
    private static final String ATTRIBUTE = SignIns.class.getName();
    private static final int ADDRESS_FACTOR = 10;

    @Inject
    Tenants tenants;

    @Inject
    Members members;

    @Inject
    SignInAttempts attempts;

    @Inject
    IdentitySettings settings;

    @Inject
    Clock clock;

    /** Plain texts, so that a server may keep or move the session. */
    private record Mark(String tenant, String member, Instant since) implements Serializable {}

    /** Signs in from a browser, with a limit for its address besides the one for the account. */
    public Tenant signIn(HttpServletRequest request, String identifier, String password) {
        attempts.take("address " + ClientAddress.of(request), settings.signInAttempts() * ADDRESS_FACTOR);
        var tenant = tenants.signIn(identifier, password);
        establish(request, tenant);
        return tenant;
    }

    /** The session gets another id: one planted before the sign-in is worth nothing. Another account's session ends first. */
    public void establish(HttpServletRequest request, Tenant tenant) {
        var old = request.getSession(false);
        if (old != null && mark(old) != null) {
            old.invalidate();
        }
        var session = request.getSession(true);
        request.changeSessionId();
        session.setMaxInactiveInterval(Math.toIntExact(settings.sessionIdle().toSeconds()));
        put(session, tenant.id(), tenant.did(), clock.instant());
    }

    /** Looks at another tenant in which the member has a place; TENANT_NOT_FOUND otherwise. */
    public void switchTo(HttpServletRequest request, TenantId tenant) {
        var session = request.getSession(false);
        var mark = session == null ? null : mark(session);
        if (session == null || mark == null) {
            throw IdentityProblem.TENANT_NOT_FOUND.because("Nobody is signed in");
        }
        var member = new Did(mark.member());
        if (members.role(tenant, member).isEmpty()) {
            throw IdentityProblem.TENANT_NOT_FOUND.because("No tenant %s", tenant);
        }
        request.changeSessionId();
        put(session, tenant, member, mark.since());
    }

    public void signOut(HttpServletRequest request) {
        var session = request.getSession(false);
        if (session != null) {
            session.invalidate();
        }
    }

    /** Who sits there now: asked of the members at every request, so that one who is removed is out at once. */
    public Optional<Seat> seat(HttpServletRequest request) {
        var session = request.getSession(false);
        var mark = session == null ? null : mark(session);
        if (session == null || mark == null) {
            return Optional.empty();
        }
        var seat = seat(mark);
        if (seat.isEmpty()) {
            session.invalidate();
        }
        return seat;
    }

    private Optional<Seat> seat(Mark mark) {
        if (!mark.since().plus(settings.sessionLife()).isAfter(clock.instant())) {
            return Optional.empty();
        }
        var tenant = TenantId.of(mark.tenant());
        var member = new Did(mark.member());
        return members.role(tenant, member).map(role -> new Seat(tenant, member, role));
    }

    private static void put(HttpSession session, TenantId tenant, Did member, Instant since) {
        session.setAttribute(ATTRIBUTE, new Mark(tenant.toString(), member.value(), since));
    }

    private static @Nullable Mark mark(HttpSession session) {
        return session.getAttribute(ATTRIBUTE) instanceof Mark mark ? mark : null;
    }
}
