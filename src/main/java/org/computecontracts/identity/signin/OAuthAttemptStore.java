package org.computecontracts.identity.signin;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.net.URI;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;
import org.computecontracts.atproto.Did;
import org.computecontracts.identity.Secret;
import org.computecontracts.identity.oauth.Attempt;
import org.computecontracts.identity.oauth.Es256Key;
import org.computecontracts.kernel.Json;
import org.computecontracts.kernel.Vault;
import org.computecontracts.kernel.data.Row;
import org.computecontracts.kernel.data.Sql;

/** Keeps sign-ins under way, sealed, until they are taken or too old. */
@ApplicationScoped
@Transactional
public class OAuthAttemptStore {
    @PersistenceContext
    EntityManager em;

    @Inject
    Vault vault;

    void add(BegunSignIn begun, byte[] browser, Instant now, Instant until) {
        Sql.of(em, "delete from oauth_attempt where expires_at <= :now")
                .with("now", now)
                .run();
        var state = Secret.hash(begun.attempt().state());
        var secrets = Json.object()
                .put("verifier", begun.attempt().verifier())
                .put("client", begun.attempt().client().toString())
                .put("key", begun.attempt().key().stored());
        begun.attempt().clientKey().ifPresent(key -> secrets.put("clientKey", key));
        Sql.of(em, """
                        insert into oauth_attempt (state_hash, browser_hash, did, pds, issuer, next, sealed, expires_at)
                        values (:state, :browser, :did, :pds, :issuer, :next, :sealed, :until)
                        """)
                .with("state", state)
                .with("browser", browser)
                .with("did", begun.did())
                .with("pds", begun.pds())
                .with("issuer", begun.issuer())
                .with("next", begun.next())
                .with("sealed", vault.sealText(Json.write(secrets), purpose(state)))
                .with("until", until)
                .run();
    }

    /** Taken once, and gone whoever takes it: empty for another browser than the one that began. */
    Optional<BegunSignIn> take(String state, byte[] browser, Instant now) {
        return Sql.of(em, """
                        delete from oauth_attempt where state_hash = :state and expires_at > :now
                        returning did, pds, issuer, next, sealed, browser_hash = :browser as is_its_browser
                        """)
                .with("state", Secret.hash(state))
                .with("browser", browser)
                .with("now", now)
                .returning(row ->
                        row.flag("is_its_browser") ? Optional.of(begun(state, row)) : Optional.<BegunSignIn>empty())
                .stream()
                .flatMap(Optional::stream)
                .findFirst();
    }

    private BegunSignIn begun(String state, Row row) {
        return new BegunSignIn(
                row.as("did", Did::new),
                row.as("pds", URI::create),
                row.as("issuer", URI::create),
                row.text("next"),
                attempt(state, row.bytes("sealed")));
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
