package org.computecontracts.identity.account;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;
import org.computecontracts.identity.IdentityProblem;
import org.computecontracts.identity.Tenancy;
import org.computecontracts.kernel.TenantId;
import org.computecontracts.kernel.Vault;

/** Keeps the sessions at the PDSes, sealed, and sees to it that one at a time refreshes one. */
@ApplicationScoped
@Transactional
public class SessionStore {
    @PersistenceContext
    EntityManager em;

    @Inject
    Vault vault;

    /**
     * After a sign-in: whatever session was there is replaced, and handed out if it still holds. The tenant's row is the lock
     * where there is none yet.
     */
    public Optional<RefreshLease.Yours> replace(TenantId tenant, SessionTokens tokens, Instant now) {
        em.find(Tenancy.class, tenant.value(), LockModeType.PESSIMISTIC_WRITE);
        var session = em.find(SealedSession.class, tenant.value(), LockModeType.PESSIMISTIC_WRITE);
        if (session == null) {
            em.persist(SealedSession.of(tenant, tokens, vault, now));
            return Optional.empty();
        }
        var former = session.isEnded() ? Optional.<RefreshLease.Yours>empty() : Optional.of(session.turn(vault));
        session.begun(tokens, vault, now);
        return former;
    }

    /** What the tenant may be shown of its session; empty when it never had one. */
    Optional<AccountSession> look(TenantId tenant) {
        return Optional.ofNullable(em.find(SealedSession.class, tenant.value())).map(SealedSession::look);
    }

    /** Ends the session whatever its generation, and hands out what its server has to be given back. */
    public RefreshLease.Yours finish(TenantId tenant, Instant now) {
        var session = locked(tenant);
        requireRunning(session);
        var last = session.turn(vault);
        session.end(now);
        return last;
    }

    /** SIGN_IN_AGAIN when there is no session, or it has ended. */
    Access get(TenantId tenant) {
        var session = em.find(SealedSession.class, tenant.value());
        if (session == null) {
            throw signInAgain();
        }
        requireRunning(session);
        return session.access(vault);
    }

    /** Takes the turn to refresh, if the generation seen is still the current one and nobody else has it. */
    RefreshLease takeTurn(TenantId tenant, long seen, Instant now, Instant until) {
        var session = locked(tenant);
        requireRunning(session);
        if (!session.isGeneration(seen)) {
            return new RefreshLease.Done(session.access(vault));
        }
        if (session.isLeased(now)) {
            return new RefreshLease.Busy();
        }
        session.lease(until);
        return session.turn(vault);
    }

    /** Keeps the next pair; false for one that comes too late, when another is there, or none any more. */
    boolean renewed(TenantId tenant, long seen, SessionTokens tokens, Instant now) {
        return change(tenant, seen, session -> session.renewed(tokens, vault, now));
    }

    void release(TenantId tenant, long seen) {
        change(tenant, seen, SealedSession::release);
    }

    public void end(TenantId tenant, long seen, Instant now) {
        change(tenant, seen, session -> session.end(now));
    }

    /** Whatever its generation; nothing when it has ended, or there is none. */
    public void end(TenantId tenant, String because, Instant now) {
        var session = em.find(SealedSession.class, tenant.value(), LockModeType.PESSIMISTIC_WRITE);
        if (session != null && !session.isEnded()) {
            session.end(because, now);
        }
    }

    private boolean change(TenantId tenant, long seen, Consumer<SealedSession> step) {
        var session = locked(tenant);
        var isCurrent = session.isGeneration(seen);
        if (isCurrent) {
            step.accept(session);
        }
        return isCurrent;
    }

    private SealedSession locked(TenantId tenant) {
        var session = em.find(SealedSession.class, tenant.value(), LockModeType.PESSIMISTIC_WRITE);
        if (session == null) {
            throw signInAgain();
        }
        return session;
    }

    private static void requireRunning(SealedSession session) {
        if (session.isEnded()) {
            throw session.endedBecause()
                    .map(because -> (RuntimeException) IdentityProblem.SIGN_IN_AGAIN.because("%s", because))
                    .orElseGet(SessionStore::signInAgain);
        }
    }

    private static RuntimeException signInAgain() {
        return IdentityProblem.SIGN_IN_AGAIN.because(
                "The session with the personal data server has ended: sign in again to act for this account");
    }
}
