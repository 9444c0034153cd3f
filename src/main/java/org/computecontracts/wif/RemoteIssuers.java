package org.computecontracts.wif;

import com.nimbusds.jose.jwk.JWKSet;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.net.URI;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.computecontracts.kernel.HttpAnswer;
import org.computecontracts.kernel.HttpRequest;
import org.computecontracts.kernel.ProblemException;
import org.computecontracts.kernel.SafeHttp;

/** The public keys of the issuers that roles trust, asked for over HTTP also where the issuer is one of ours. */
@ApplicationScoped
class RemoteIssuers {
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

    private final Map<String, Seen> cache = new ConcurrentHashMap<>();

    private record Seen(JWKSet keys, Instant at) {}

    /** Asks once more for a key that is not among those seen: the issuer may have a new one. TOKEN_REFUSED. */
    JWKSet keys(String issuer, String kid) {
        var now = clock.instant();
        var seen = cache.get(issuer);
        var known = seen != null && seen.keys().getKeyByKeyId(kid) != null;
        if (seen != null
                && seen.at().plus(known ? settings.jwksCache() : SHORTEST).isAfter(now)) {
            return seen.keys();
        }
        var keys = fetch(issuer);
        if (cache.size() >= MOST_ENTRIES) {
            cache.clear();
        }
        cache.put(issuer, new Seen(keys, now));
        return keys;
    }

    private JWKSet fetch(String issuer) {
        try {
            var discovery = get(issuer + "/.well-known/openid-configuration").json();
            if (!discovery.path("issuer").asText().equals(issuer)) {
                throw WifProblem.TOKEN_REFUSED.because("%s calls itself by another name", issuer);
            }
            return JWKSet.parse(get(discovery.path("jwks_uri").asText()).text());
        } catch (ProblemException | ParseException | IllegalArgumentException e) {
            throw WifProblem.TOKEN_REFUSED
                    .because("The keys of %s cannot be had: %s", issuer, String.valueOf(e.getMessage()))
                    .causedBy(e);
        }
    }

    private HttpAnswer get(String uri) {
        return http.send(HttpRequest.get(URI.create(uri)).within(PATIENCE).atMost(MAX_BYTES))
                .orFail();
    }
}
