package org.computecontracts.market.protocol;

import static org.computecontracts.market.protocol.MarketProblem.PEER_REFUSED;

import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.net.URI;
import java.time.Duration;
import org.computecontracts.atproto.Nsid;
import org.computecontracts.atproto.pds.Pds;
import org.computecontracts.atproto.resolution.Endpoints;
import org.computecontracts.identity.account.PdsSessions;
import org.computecontracts.kernel.TenantId;
import org.computecontracts.kernel.http.HttpRequest;
import org.computecontracts.kernel.http.SafeHttp;

/** Calls the submit* methods of other parties with service auth (market protocol sections 4.1 and 4.2). */
@ApplicationScoped
public class Peers {
    private static final Duration LIMIT = Duration.ofSeconds(10);

    @Inject
    Endpoints endpoints;

    @Inject
    Pds pds;

    @Inject
    PdsSessions sessions;

    @Inject
    SafeHttp http;

    /** PEER_REFUSED when the other side understood and said no; OUTSIDE_* when it is worth trying again. */
    public ObjectNode call(TenantId caller, String endpoint, Nsid method, ObjectNode input) {
        var target = endpoints.resolve(endpoint);
        var token = pds.serviceAuth(sessions.of(caller), target.aud(), method);
        var url = URI.create(target.base() + "/xrpc/" + method.value());
        var answer = http.send(HttpRequest.postJson(url, input).bearer(token).within(LIMIT));
        if (answer.status() >= 400 && answer.status() < 500 && answer.status() != 429) {
            throw PEER_REFUSED.because("%s said %d: %s", endpoint, answer.status(), reason(answer.json()));
        }
        return answer.orFail().json();
    }

    private static String reason(ObjectNode error) {
        return error.path("message").asText(error.path("error").asText("no reason given"));
    }
}
