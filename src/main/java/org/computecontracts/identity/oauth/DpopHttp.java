package org.computecontracts.identity.oauth;

import com.github.benmanes.caffeine.cache.Cache;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.UUID;
import java.util.function.Supplier;
import org.computecontracts.kernel.Json;
import org.computecontracts.kernel.ProblemException;
import org.computecontracts.kernel.http.HttpAnswer;
import org.computecontracts.kernel.http.HttpRequest;
import org.computecontracts.kernel.http.SafeHttp;
import org.computecontracts.kernel.limits.Caches;
import org.jspecify.annotations.Nullable;

/** Sends requests with a proof of a key (RFC 9449), and keeps the latest nonce of every server. */
@ApplicationScoped
public class DpopHttp {
    private static final int MOST_SERVERS = 10_000;
    private static final int LONGEST_NONCE = 1_000;
    private static final String ASKS = "use_dpop_nonce";

    @Inject
    SafeHttp http;

    @Inject
    Clock clock;

    private final Cache<String, String> nonces =
            Caches.caffeine().maximumSize(MOST_SERVERS).build();

    /** Outside the container. */
    public static DpopHttp with(SafeHttp http, Clock clock) {
        var dpop = new DpopHttp();
        dpop.http = http;
        dpop.clock = clock;
        return dpop;
    }

    /** To a resource server, with an access token. Once more if it wants a newer nonce, and then no more. */
    public HttpAnswer send(Es256Key key, String accessToken, HttpRequest request) {
        return twiceAtMost(key, accessToken, () -> request.header("Authorization", "DPoP " + accessToken));
    }

    /** To an authorization server; the request is made anew for a second time, since parts of it count only once. */
    HttpAnswer send(Es256Key key, Supplier<HttpRequest> request) {
        return twiceAtMost(key, null, request);
    }

    private HttpAnswer twiceAtMost(Es256Key key, @Nullable String accessToken, Supplier<HttpRequest> request) {
        var answer = once(key, accessToken, request.get());
        return asksForNonce(answer) ? once(key, accessToken, request.get()) : answer;
    }

    private HttpAnswer once(Es256Key key, @Nullable String accessToken, HttpRequest request) {
        var server = request.uri().getScheme() + "://" + request.uri().getRawAuthority();
        var proof = proof(key, accessToken, request, nonces.getIfPresent(server));
        var answer = http.send(request.header("DPoP", proof));
        answer.header("DPoP-Nonce")
                .filter(nonce -> nonce.length() <= LONGEST_NONCE)
                .ifPresent(nonce -> nonces.put(server, nonce));
        return answer;
    }

    private String proof(Es256Key key, @Nullable String accessToken, HttpRequest request, @Nullable String nonce) {
        var claims = new LinkedHashMap<String, Object>();
        claims.put("jti", UUID.randomUUID().toString());
        claims.put("htm", request.method());
        claims.put("htu", withoutQuery(request.uri()));
        claims.put("iat", clock.instant().getEpochSecond());
        if (nonce != null) {
            claims.put("nonce", nonce);
        }
        if (accessToken != null) {
            claims.put("ath", sha256(accessToken));
        }
        return key.signWithKey("dpop+jwt", claims);
    }

    private static String withoutQuery(URI uri) {
        return uri.getScheme() + "://" + uri.getRawAuthority() + uri.getRawPath();
    }

    /** As base64url: RFC 9449 section 4.2 and RFC 7636 section 4.2 want the same. */
    static String sha256(String text) {
        try {
            var hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.US_ASCII));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has SHA-256", e);
        }
    }

    /** An authorization server says it in the body, a resource server in a header (RFC 9449 sections 8 and 9). */
    private static boolean asksForNonce(HttpAnswer answer) {
        if (answer.header("DPoP-Nonce").isEmpty() || (answer.status() != 400 && answer.status() != 401)) {
            return false;
        }
        return answer.header("WWW-Authenticate").orElse("").contains(ASKS)
                || errorOf(answer).equals(ASKS);
    }

    static String errorOf(HttpAnswer answer) {
        try {
            return Json.readObject(answer.body()).path("error").asText();
        } catch (ProblemException e) {
            return ""; // a proxy before the server speaks no JSON
        }
    }
}
