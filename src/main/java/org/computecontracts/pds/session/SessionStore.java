package org.computecontracts.pds.session;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.computecontracts.atproto.Did;
import org.computecontracts.kernel.data.Row;
import org.computecontracts.kernel.data.Sql;
import org.computecontracts.pds.PdsProblem;

/** Keeps which refresh tokens are good. */
@ApplicationScoped
@Transactional
class SessionStore {
    private static final Duration GRACE = Duration.ofHours(2);

    private static final String TOKENS =
            "select id, did, expires_at, next_id, scope, app_password from pds_session where id = :id for update";

    @PersistenceContext
    EntityManager em;

    /** AUTHENTICATION_REQUIRED where the account has ended meanwhile. */
    RefreshToken open(RefreshToken token) {
        if (!hold(token.did())) {
            throw PdsProblem.AUTHENTICATION_REQUIRED.because("This account has ended");
        }
        Sql.of(em, """
                        insert into pds_session (id, did, expires_at, scope, app_password) values (:id, :did, :expiresAt, :scope, :app)
                        """)
                .with("id", token.id())
                .with("did", token.did())
                .with("expiresAt", token.expiresAt())
                .with("scope", token.scope())
                .with("app", token.app())
                .run();
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
        Sql.of(em, "update pds_session set next_id = :next, expires_at = least(expires_at, :grace) where id = :id")
                .with("id", id)
                .with("next", next.id())
                .with("grace", now.plus(GRACE))
                .run();
        return next;
    }

    /** The account does not end until the transaction does. It comes before its sessions, as with all that lock both. */
    private boolean hold(Did did) {
        return Sql.of(em, "select 1 from pds_account where did = :did for key share")
                .with("did", did)
                .exists();
    }

    /** A token that was followed is kept for as long as the access token that came with it may be used. */
    boolean isOpen(Did did, UUID id, Instant now) {
        return Sql.of(em, "select 1 from pds_session where id = :id and did = :did and expires_at > :now")
                .with("id", id)
                .with("did", did)
                .with("now", now)
                .exists();
    }

    private RefreshToken good(UUID id, Did did, Instant now) {
        return Sql.of(em, TOKENS)
                .with("id", id)
                .first(SessionStore::token)
                .filter(token -> token.belongsTo(did, now))
                .orElseThrow(() -> PdsProblem.EXPIRED_TOKEN.because("Token has been revoked"));
    }

    private static RefreshToken token(Row row) {
        return new RefreshToken(
                row.uuid("id"),
                row.as("did", Did::new),
                row.instant("expires_at"),
                row.optional("next_id", row::uuid).orElse(null),
                row.as("scope", Scope::valueOf),
                row.optional("app_password", row::text).orElse(null));
    }

    /** Ends a session: the token and those it followed. */
    void close(Did did, UUID id) {
        Sql.of(em, """
                        with recursive chain as (
                            select id from pds_session where id = :id and did = :did
                            union
                            select s.id from pds_session s join chain c on s.next_id = c.id where s.did = :did)
                        delete from pds_session where id in (select id from chain)
                        """).with("id", id).with("did", did).run();
    }

    void forgetExpired(Instant now) {
        Sql.of(em, "delete from pds_session where expires_at < :now")
                .with("now", now)
                .run();
    }
}
