package org.computecontracts.identity.oauth;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;

import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.net.URI;
import java.net.URLEncoder;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.computecontracts.atproto.Did;
import org.computecontracts.kernel.ProblemException;
import org.computecontracts.kernel.http.HttpAnswer;
import org.computecontracts.kernel.http.HttpRequest;

/** The requests of a client to an authorization server: ask, redeem, renew, give back. */
@ApplicationScoped
public class Authorizations {
    private static final Logger LOG = Logger.getLogger(Authorizations.class.getName());
    private static final int MAX_ANSWER = 1 << 16;
    private static final int SHOWN = 200;

    /** A renewal takes three requests at most, which must be over before the lease of its turn is. */
    static final Duration LIMIT = Duration.ofSeconds(8);

    @Inject
    DpopHttp http;

    @Inject
    Clock clock;

    /** Outside the container. */
    public static Authorizations with(DpopHttp http, Clock clock) {
        var authorizations = new Authorizations();
        authorizations.http = http;
        authorizations.clock = clock;
        return authorizations;
    }

    /**
     * Announces the sign-in (RFC 9126) and says where the browser goes. Asks for the fine scopes; for the broad one only where
     * the server does not know the fine ones, and as a client that never asks for them where it refuses whoever may.
     */
    public Asked ask(Client client, AuthorizationServer server, Attempt attempt, String loginHint) {
        var answer = push(client, server, attempt, loginHint, client.scopes().fine());
        return switch (DpopHttp.errorOf(answer)) {
            case "invalid_scope" -> asked(client, server, push(client, server, attempt, loginHint, Scopes.BROAD));
            case "invalid_client_metadata" ->
                asked(client.broad(), server, push(client.broad(), server, attempt, loginHint, Scopes.BROAD));
            default -> asked(client, server, answer);
        };
    }

    /** Where the browser goes, and the client that sends it there. */
    public record Asked(URI address, URI client) {}

    private static Asked asked(Client client, AuthorizationServer server, HttpAnswer answer) {
        var uri = accepted(server, answer).json().path("request_uri").asText();
        var query = form(Map.of("client_id", client.id().toString(), "request_uri", uri));
        var base = server.authorization().toString();
        return new Asked(URI.create(base + (base.contains("?") ? "&" : "?") + query), client.id());
    }

    private HttpAnswer push(
            Client client, AuthorizationServer server, Attempt attempt, String loginHint, String scope) {
        var parameters = new LinkedHashMap<String, String>();
        parameters.put("response_type", "code");
        parameters.put("redirect_uri", client.redirect().toString());
        parameters.put("scope", scope);
        parameters.put("state", attempt.state());
        parameters.put("code_challenge", attempt.challenge());
        parameters.put("code_challenge_method", "S256");
        parameters.put("login_hint", loginHint);
        return post(client, server, server.pushed(), attempt.key(), parameters);
    }

    /** The session for a code, for this very account; one that is not what was asked for is given back. */
    public Grant redeem(Client client, AuthorizationServer server, Attempt attempt, String code, Did account) {
        var parameters = Map.of(
                "grant_type",
                "authorization_code",
                "code",
                code,
                "redirect_uri",
                client.redirect().toString(),
                "code_verifier",
                attempt.verifier());
        var answer = accepted(server, post(client, server, server.token(), attempt.key(), parameters));
        try {
            return Grant.of(answer.json()).forNoOther(account, server.issuer());
        } catch (ProblemException e) {
            giveBack(client, server, attempt.key(), answer.json());
            throw e;
        }
    }

    /** By whichever token there is. That this fails changes nothing of the refusal. */
    private void giveBack(Client client, AuthorizationServer server, Es256Key key, ObjectNode answer) {
        try {
            Stream.of("refresh_token", "access_token")
                    .map(field -> answer.path(field).asText())
                    .filter(token -> !token.isEmpty())
                    .findFirst()
                    .ifPresent(token -> revoke(client, server, key, token));
        } catch (ProblemException e) {
            LOG.log(Level.INFO, "A session that was refused stays at {0}: {1}", new Object[] {
                server.issuer(), e.detail()
            });
        }
    }

    /** The next pair of tokens; GRANT_ENDED when the server takes the refresh token no more. */
    public Grant renew(Client client, AuthorizationServer server, Es256Key key, String refreshToken) {
        var parameters = Map.of("grant_type", "refresh_token", "refresh_token", refreshToken);
        var answer = post(client, server, server.token(), key, parameters);
        if (DpopHttp.errorOf(answer).equals("invalid_grant")) {
            throw OAuthProblem.GRANT_ENDED.because("%s: %s", server.issuer(), reason(answer));
        }
        return Grant.of(accepted(server, answer).json());
    }

    /** Gives the session back (RFC 7009); one that is gone is fine. */
    public void revoke(Client client, AuthorizationServer server, Es256Key key, String refreshToken) {
        server.revocation()
                .ifPresent(url -> accepted(server, post(client, server, url, key, Map.of("token", refreshToken))));
    }

    private HttpAnswer post(
            Client client, AuthorizationServer server, URI url, Es256Key key, Map<String, String> parameters) {
        return http.send(key, () -> {
            var all = new LinkedHashMap<>(client.authentication(server.issuer(), clock.instant()));
            all.putAll(parameters);
            return HttpRequest.post(
                            url, "application/x-www-form-urlencoded", form(all).getBytes(UTF_8))
                    .atMost(MAX_ANSWER)
                    .within(LIMIT);
        });
    }

    private static HttpAnswer accepted(AuthorizationServer server, HttpAnswer answer) {
        if (!answer.ok()) {
            throw refused(server, answer);
        }
        return answer;
    }

    private static ProblemException refused(AuthorizationServer server, HttpAnswer answer) {
        return OAuthProblem.SERVER_REFUSED.because("%s: %s", server.issuer(), reason(answer));
    }

    private static String reason(HttpAnswer answer) {
        var error = DpopHttp.errorOf(answer);
        if (error.isEmpty()) {
            return "status " + answer.status();
        }
        var reason = error + " " + answer.json().path("error_description").asText();
        return reason.substring(0, Math.min(SHOWN, reason.length())).strip();
    }

    private static String form(Map<String, String> parameters) {
        return parameters.entrySet().stream()
                .map(parameter -> parameter.getKey() + "=" + URLEncoder.encode(parameter.getValue(), UTF_8))
                .collect(joining("&"));
    }
}
