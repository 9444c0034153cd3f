package org.computecontracts.wif.token;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Expiry;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.net.URI;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.computecontracts.kernel.Json;
import org.computecontracts.kernel.ProblemException;
import org.computecontracts.kernel.http.HttpAnswer;
import org.computecontracts.kernel.http.HttpRequest;
import org.computecontracts.kernel.http.SafeHttp;
import org.computecontracts.kernel.limits.Caches;
import org.computecontracts.wif.WifProblem;
import org.computecontracts.wif.WifSettings;

/** The public keys of the issuers that roles trust, asked for over HTTP also where the issuer is one of ours. */
@ApplicationScoped
public class RemoteIssuers {
    private static final Logger LOG = Logger.getLogger(RemoteIssuers.class.getName());
    /** After an issuer without its last slash (OpenID Connect Discovery 1.0, section 4.1). */
    private static final String DISCOVERY = "/.well-known/openid-configuration";

    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final Duration SHORTEST = Duration.ofSeconds(2);
    private static final int MAX_BYTES = 1 << 16;
    private static final int MOST_ENTRIES = 1000;

    @Inject
    SafeHttp http;

    @Inject
    WifSettings settings;

    @Inject
    Clock clock;

    private final Cache<String, Seen> cache = Caches.caffeine(() -> clock)
            .maximumSize(MOST_ENTRIES)
            .expireAfter(Expiry.writing((issuer, seen) -> settings.jwksCache()))
            .build();

    private record Seen(JWKSet keys, Instant at) {}

    /** Asks once more for a key that is not among those seen: the issuer may have a new one. TOKEN_REFUSED. */
    public JWKSet keys(String issuer, String kid) {
        var now = clock.instant();
        var seen = cache.getIfPresent(issuer);
        if (seen != null
                && (!SignedToken.named(seen.keys(), kid).isEmpty()
                        || seen.at().plus(SHORTEST).isAfter(now))) {
            return seen.keys();
        }
        var keys = fetch(issuer);
        cache.put(issuer, new Seen(keys, now));
        return keys;
    }

    private JWKSet fetch(String issuer) {
        try {
            var discovery = get(issuer.replaceFirst("/$", "") + DISCOVERY).json();
            if (!discovery.path("issuer").asText().equals(issuer)) {
                throw WifProblem.TOKEN_REFUSED.because("%s calls itself by another name", issuer);
            }
            return readable(get(discovery.path("jwks_uri").asText()).json());
        } catch (ProblemException | IllegalArgumentException e) {
            throw WifProblem.TOKEN_REFUSED
                    .because("The keys of %s cannot be had: %s", issuer, String.valueOf(e.getMessage()))
                    .causedBy(e);
        }
    }

    /** The others are left out, whatever is wrong with them (RFC 7517, section 5). */
    private static JWKSet readable(ObjectNode published) {
        var keys = new ArrayList<JWK>();
        for (var key : published.path("keys")) {
            try {
                keys.add(JWK.parse(Json.write(key)));
            } catch (ParseException | IllegalArgumentException | IllegalStateException e) {
                LOG.log(Level.FINE, "A key of an issuer cannot be read: {0}", e.getMessage());
            }
        }
        return new JWKSet(keys);
    }

    private HttpAnswer get(String uri) {
        return http.send(HttpRequest.get(URI.create(uri)).within(PATIENCE).atMost(MAX_BYTES))
                .orFail();
    }
}
