package org.computecontracts.wif.issuer;

import static org.computecontracts.wif.WifProblem.ISSUER_NOT_FOUND;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.regex.Pattern;
import org.computecontracts.identity.account.Tenants;
import org.computecontracts.kernel.Json;
import org.computecontracts.kernel.ProblemException;
import org.computecontracts.wif.Issuer;
import org.computecontracts.wif.WebCall;
import org.computecontracts.wif.WebReply;
import org.computecontracts.wif.WifProblem;

/** The issuers' HTTP endpoints, one set a provider, below {@code /wif/}. */
@ApplicationScoped
public class Oidc {
    private static final Logger LOG = Logger.getLogger(Oidc.class.getName());
    private static final Pattern PATH = Pattern.compile("/wif/([^/]+)(/.*)");

    @Inject
    Tenants tenants;

    @Inject
    Issuer issuer;

    @Inject
    IssuerKeys keys;

    @Inject
    Proofs proofs;

    @Inject
    TokenExchange tokenExchange;

    public WebReply answer(WebCall call) {
        try {
            return routed(call);
        } catch (ProblemException e) {
            return refusal(e.type().status(), e.detail());
        } catch (RuntimeException e) {
            LOG.log(Level.WARNING, "Failed: " + call.method() + " " + call.path(), e);
            return refusal(500, "Unexpected server-side error");
        }
    }

    private WebReply routed(WebCall call) {
        var path = PATH.matcher(call.path());
        if (!path.matches()) {
            throw ISSUER_NOT_FOUND.because("An issuer's address is /wif/ and its provider's key");
        }
        var provider = Issuer.ofKey(path.group(1))
                .flatMap(tenants::find)
                .orElseThrow(() -> ISSUER_NOT_FOUND.because("No issuer at /wif/%s", path.group(1)));
        return switch (call.method() + " " + path.group(2)) {
            case "GET /.well-known/openid-configuration" -> open(Json.write(issuer.discovery(provider.did())));
            case "GET /.well-known/jwks" -> open(keys.published(provider.id()).toString());
            case "POST /v1/oidc/prove" -> token(proofs.prove(provider, bearer(call), call.body()));
            case "POST " + Issuer.ISSUE_ROUTE -> token(tokenExchange.issue(provider, bearer(call), call.body()));
            default -> throw ISSUER_NOT_FOUND.because("%s %s is nothing an issuer answers", call.method(), call.path());
        };
    }

    private static String bearer(WebCall call) {
        return call.bearer()
                .orElseThrow(() -> WifProblem.TOKEN_REFUSED.because("Send the token as Authorization: Bearer"));
    }

    private static WebReply open(String json) {
        return WebReply.json(200, json)
                .with("Access-Control-Allow-Origin", "*")
                .with("Cache-Control", "public, max-age=60");
    }

    private static WebReply token(String token) {
        return WebReply.json(200, Json.object().put("token", token)).with("Cache-Control", "no-store");
    }

    private static WebReply refusal(int status, String message) {
        var id = switch (status) {
            case 400 -> "bad_request";
            case 401 -> "unauthorized";
            case 403 -> "forbidden";
            case 404 -> "not_found";
            case 429 -> "too_many_requests";
            case 502, 503, 504 -> "service_unavailable";
            default -> "server_error";
        };
        return WebReply.json(status, Json.object().put("id", id).put("message", message));
    }
}
