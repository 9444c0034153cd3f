package org.computecontracts.pds.session;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.computecontracts.atproto.Did;
import org.computecontracts.pds.PdsProblem;
import org.jspecify.annotations.Nullable;

/** Keeps which refresh tokens are good. */
@ApplicationScoped
@Transactional
class SessionStore {
    private static final Duration GRACE = Duration.ofHours(2);

    private static final String TOKENS =
            "select id, did, expires_at, next_id, scope, app_password from pds_session where id = ?1 for update";

    @PersistenceContext
    EntityManager em;

    /** AUTHENTICATION_REQUIRED where the account has ended meanwhile. */
    RefreshToken open(RefreshToken token) {
        if (!hold(token.did())) {
            throw PdsProblem.AUTHENTICATION_REQUIRED.because("This account has ended");
        }
        em.createNativeQuery("""
                        insert into pds_session (id, did, expires_at, scope, app_password) values (?1, ?2, ?3, ?4, ?5)
                        """)
                .setParameter(1, token.id())
                .setParameter(2, token.did().value())
                .setParameter(3, Timestamp.from(token.expiresAt()))
                .setParameter(4, token.scope().name())
                .setParameter(5, token.app())
                .executeUpdate();
        return token;
    }

    /** The successor of a token; the same one whenever it is asked for again. EXPIRED_TOKEN when it is no longer good. */
    RefreshToken rotate(Did did, UUID id, Instant expiresAt, Instant now) {
        hold(did);
        var token = good(id, did, now);
        if (token.successor() != null) {
            return good(token.successor(), did, now);
        }
        var next = open(token.next(expiresAt));
        em.createNativeQuery("update pds_session set next_id = ?2, expires_at = least(expires_at, ?3) where id = ?1")
                .setParameter(1, id)
                .setParameter(2, next.id())
                .setParameter(3, Timestamp.from(now.plus(GRACE)))
                .executeUpdate();
        return next;
    }

    /** The account does not end until the transaction does. It comes before its sessions, as with all that lock both. */
    private boolean hold(Did did) {
        return !em.createNativeQuery("select 1 from pds_account where did = ?1 for key share")
                .setParameter(1, did.value())
                .getResultList()
                .isEmpty();
    }

    /** A token that was followed is kept for as long as the access token that came with it may be used. */
    boolean isOpen(Did did, UUID id, Instant now) {
        return !em.createNativeQuery("select 1 from pds_session where id = ?1 and did = ?2 and expires_at > ?3")
                .setParameter(1, id)
                .setParameter(2, did.value())
                .setParameter(3, Timestamp.from(now))
                .getResultList()
                .isEmpty();
    }

    private RefreshToken good(UUID id, Did did, Instant now) {
        List<?> rows = em.createNativeQuery(TOKENS).setParameter(1, id).getResultList();
        return rows.stream()
                .map(Object[].class::cast)
                .map(SessionStore::token)
                .filter(token -> token.belongsTo(did, now))
                .findFirst()
                .orElseThrow(() -> PdsProblem.EXPIRED_TOKEN.because("Token has been revoked"));
    }

    private static RefreshToken token(@Nullable Object[] row) {
        return new RefreshToken(
                (UUID) row[0],
                new Did((String) row[1]),
                ((Timestamp) row[2]).toInstant(),
                (UUID) row[3],
                Scope.valueOf((String) row[4]),
                (String) row[5]);
    }

    /** Ends a session: the token and those it followed. */
    void close(Did did, UUID id) {
        em.createNativeQuery("""
                        with recursive chain as (
                            select id from pds_session where id = ?1 and did = ?2
                            union
                            select s.id from pds_session s join chain c on s.next_id = c.id where s.did = ?2)
                        delete from pds_session where id in (select id from chain)
                        """)
                .setParameter(1, id)
                .setParameter(2, did.value())
                .executeUpdate();
    }

    void forgetExpired(Instant now) {
        em.createNativeQuery("delete from pds_session where expires_at < ?1")
                .setParameter(1, Timestamp.from(now))
                .executeUpdate();
    }
}
