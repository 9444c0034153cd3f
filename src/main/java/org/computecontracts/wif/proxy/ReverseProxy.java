package org.computecontracts.wif.proxy;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.computecontracts.atproto.Did;
import org.computecontracts.identity.Tenant;
import org.computecontracts.identity.account.Tenants;
import org.computecontracts.kernel.Json;
import org.computecontracts.kernel.ProblemException;
import org.computecontracts.kernel.ProblemType;
import org.computecontracts.kernel.Settings;
import org.computecontracts.wif.Issuer;
import org.computecontracts.wif.RateLimits;
import org.computecontracts.wif.WebCall;
import org.computecontracts.wif.WebReply;
import org.computecontracts.wif.WifEvent;
import org.computecontracts.wif.WifProblem;
import org.computecontracts.wif.issuer.Enrolments;
import org.computecontracts.wif.rbac.Ask;
import org.computecontracts.wif.rbac.Decision;
import org.computecontracts.wif.rbac.Evaluator;
import org.computecontracts.wif.rbac.Rbac;
import org.computecontracts.wif.rbac.RbacRecords;
import org.computecontracts.wif.token.Audience;
import org.computecontracts.wif.token.Claims;
import org.computecontracts.wif.token.RemoteIssuers;
import org.computecontracts.wif.token.SignedToken;

/**
 * Lets a workload do in its requester's repository what her RBAC records allow, with her session. The token's audience
 * says whose repository; only issuers that her roles trust are asked for keys; cookies mean nothing here.
 */
@ApplicationScoped
public class ReverseProxy {
    private static final Logger LOG = Logger.getLogger(ReverseProxy.class.getName());

    @Inject
    Tenants tenants;

    @Inject
    Issuer issuer;

    @Inject
    RbacRecords records;

    @Inject
    RemoteIssuers issuers;

    @Inject
    Enrolments enrolments;

    @Inject
    RateLimits limits;

    @Inject
    ProxiedRequestStore audit;

    @Inject
    Upstream upstream;

    @Inject
    LateRecords late;

    @Inject
    Settings settings;

    @Inject
    Event<WifEvent> events;

    @Inject
    Clock clock;

    public WebReply answer(WebCall call) {
        try {
            return proxied(call);
        } catch (ProblemException e) {
            return refusal(e.type(), e.detail());
        } catch (RuntimeException e) {
            LOG.log(Level.WARNING, "Failed: " + call.method() + " " + call.path(), e);
            return refusal(ProxyProblem.INTERNAL, "Unexpected server-side error");
        }
    }

    /** The body was cut off before it could be judged. */
    public WebReply tooLarge(int most) {
        return refusal(ProxyProblem.BODY_TOO_LARGE, "A body may have " + most + " bytes");
    }

    private WebReply proxied(WebCall call) {
        var token = SignedToken.parse(call.bearer()
                .orElseThrow(() -> ProxyProblem.UNAUTHENTICATED.because("Send the token as Authorization: Bearer")));
        var owner = owner(token.unverified());
        var tenant = tenants.find(owner)
                .orElseThrow(() ->
                        ProxyProblem.NO_SESSION.because("%s has not signed in here: %s", owner, settings.publicUrl()));
        var rbac = rbac(owner, token.unverified());
        var claims = verified(token, rbac, ownIssuer(owner));
        if (!limits.allow("proxy " + claims.issuer() + " " + claims.subject())) {
            throw ProxyProblem.RATE_LIMITED.because("Ask again in a minute");
        }
        var petition = Petition.of(call, owner);
        var asked = requireAllowed(tenant, claims, call, petition.ask(), new Evaluator(rbac, ownIssuer(owner)));
        var reply = upstream.send(tenant.id(), call, petition);
        audit.answered(tenant.id(), asked.id(), reply);
        asked.answered(reply);
        asked.created().ifPresent(record -> late.look(tenant.id(), asked.allowedBy(), record));
        events.fireAsync(new WifEvent.Proxied(tenant.id()));
        return reply;
    }

    private static Did owner(Claims claims) {
        var actx = Audience.parse(claims.audience()).map(Audience::actx).orElse("");
        try {
            return new Did(actx);
        } catch (IllegalArgumentException e) {
            throw ProxyProblem.AUDIENCE_NOT_A_DID
                    .because("The token's aud must be like api://ATProto?actx=did:plc:...")
                    .causedBy(e);
        }
    }

    private String ownIssuer(Did owner) {
        return issuer.issuerUri(owner).toString();
    }

    private Rbac rbac(Did owner, Claims claims) {
        try {
            return records.of(owner, ownIssuer(owner), claims);
        } catch (ProblemException e) {
            throw ProxyProblem.TOKEN_NOT_VALID
                    .because("The roles of %s cannot be read: %s", owner, e.detail())
                    .causedBy(e);
        }
    }

    private Claims verified(SignedToken token, Rbac rbac, String ownIssuer) {
        var by = token.unverified().issuer();
        if (!rbac.trusts(by, ownIssuer)) {
            throw ProxyProblem.TOKEN_NOT_VALID.because("No role trusts the issuer %s", by);
        }
        var claims = token.verified(issuers.keys(by, token.keyId()), clock.instant());
        if (!enrolments.stillStands(claims)) {
            throw ProxyProblem.TOKEN_NOT_VALID.because("The machine's enrolment is withdrawn or over");
        }
        return claims;
    }

    private ProxiedRequest requireAllowed(Tenant tenant, Claims claims, WebCall call, Ask ask, Evaluator evaluator) {
        var decision = evaluator.decide(claims, ask);
        var asked = ProxiedRequest.of(tenant.id(), claims, call, ask, clock.instant())
                .decided(decision);
        audit.add(asked);
        return switch (decision) {
            case Decision.Allowed allowed -> asked;
            case Decision.Denied denied -> throw ProxyProblem.DENIED.because("%s", String.join("; ", denied.reasons()));
        };
    }

    private static WebReply refusal(ProblemType type, String message) {
        var problem = switch (type) {
            case ProxyProblem own -> own;
            case WifProblem.TOKEN_REFUSED -> ProxyProblem.TOKEN_NOT_VALID;
            default -> ProxyProblem.INTERNAL;
        };
        var body = Json.object()
                .put("error", problem.title())
                .put("message", message)
                .put("source", "compute-contracts-reverse-proxy");
        return WebReply.json(problem.status(), body);
    }
}
