package org.computecontracts.identity.signin;

import static java.time.ZoneOffset.UTC;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.net.URI;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.computecontracts.atproto.Did;
import org.computecontracts.identity.Secret;
import org.computecontracts.identity.oauth.Attempt;
import org.computecontracts.identity.oauth.Es256Key;
import org.computecontracts.kernel.Json;
import org.computecontracts.kernel.Vault;

/** Keeps sign-ins under way, sealed, until they are taken or too old. */
@ApplicationScoped
@Transactional
public class OAuthAttemptStore {
    @PersistenceContext
    EntityManager em;

    @Inject
    Vault vault;

    void add(BegunSignIn begun, byte[] browser, Instant now, Instant until) {
        em.createNativeQuery("delete from oauth_attempt where expires_at <= ?1")
                .setParameter(1, now.atOffset(UTC))
                .executeUpdate();
        var state = Secret.hash(begun.attempt().state());
        var secrets = Json.object()
                .put("verifier", begun.attempt().verifier())
                .put("client", begun.attempt().client().toString())
                .put("key", begun.attempt().key().stored());
        begun.attempt().clientKey().ifPresent(key -> secrets.put("clientKey", key));
        em.createNativeQuery(
                        "insert into oauth_attempt (state_hash, browser_hash, did, pds, issuer, next, sealed, expires_at)"
                                + " values (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)")
                .setParameter(1, state)
                .setParameter(2, browser)
                .setParameter(3, begun.did().value())
                .setParameter(4, begun.pds().toString())
                .setParameter(5, begun.issuer().toString())
                .setParameter(6, begun.next())
                .setParameter(7, vault.sealText(Json.write(secrets), purpose(state)))
                .setParameter(8, until.atOffset(UTC))
                .executeUpdate();
    }

    /** Taken once, and gone whoever takes it: empty for another browser than the one that began. */
    @SuppressWarnings("unchecked") // native queries are untyped
    Optional<BegunSignIn> take(String state, byte[] browser, Instant now) {
        List<Object[]> rows = em.createNativeQuery("delete from oauth_attempt where state_hash = ?1 and expires_at > ?3"
                        + " returning did, pds, issuer, next, sealed, browser_hash = ?2")
                .setParameter(1, Secret.hash(state))
                .setParameter(2, browser)
                .setParameter(3, now.atOffset(UTC))
                .getResultList();
        return rows.stream()
                .filter(row -> (boolean) row[5])
                .findFirst()
                .map(row -> new BegunSignIn(
                        new Did((String) row[0]),
                        URI.create((String) row[1]),
                        URI.create((String) row[2]),
                        (String) row[3],
                        attempt(state, (byte[]) row[4])));
    }

    private Attempt attempt(String state, byte[] sealed) {
        var secrets = Json.read(vault.openText(sealed, purpose(Secret.hash(state))));
        return new Attempt(
                state,
                secrets.path("verifier").asText(),
                URI.create(secrets.path("client").asText()),
                Es256Key.of(secrets.path("key").asText()),
                secrets.has("clientKey") ? Optional.of(secrets.path("clientKey").asText()) : Optional.empty());
    }

    private static String purpose(byte[] state) {
        return "oauth_attempt.sealed/" + HexFormat.of().formatHex(state);
    }
}
