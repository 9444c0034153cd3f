package org.computecontracts.wif.proxy;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.computecontracts.atproto.pds.PdsSession;
import org.computecontracts.identity.IdentityProblem;
import org.computecontracts.identity.account.PdsSessions;
import org.computecontracts.kernel.KernelProblem;
import org.computecontracts.kernel.ProblemException;
import org.computecontracts.kernel.Settings;
import org.computecontracts.kernel.TenantId;
import org.computecontracts.kernel.http.HttpAnswer;
import org.computecontracts.kernel.http.HttpRequest;
import org.computecontracts.wif.WebCall;
import org.computecontracts.wif.WebReply;

/** Sends a request that was allowed to the PDS of the tenant, with the tenant's session and few headers of the workload's. */
@ApplicationScoped
public class Upstream {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int MAX_BYTES = 5 << 20;
    /** Not {@code atproto-proxy}: by it a PDS would sign requests to third parties in the account's name. */
    private static final List<String> SENT = List.of("accept", "accept-language", "atproto-accept-labelers");

    private static final List<String> RETURNED =
            List.of("content-type", "content-language", "etag", "retry-after", "atproto-repo-rev");

    @Inject
    PdsSessions sessions;

    @Inject
    Settings settings;

    WebReply send(TenantId tenant, WebCall call, Petition petition) {
        try {
            var session = sessions.of(tenant);
            return reply(session.send(request(session, call, petition)));
        } catch (ProblemException e) {
            throw translated(e);
        }
    }

    private static HttpRequest request(PdsSession session, WebCall call, Petition petition) {
        var headers = new LinkedHashMap<String, String>();
        SENT.forEach(name -> call.header(name).ifPresent(value -> headers.put(name, value)));
        var body = petition.body().length == 0 ? null : petition.body();
        if (body != null && !petition.contentType().isEmpty()) {
            headers.put("Content-Type", petition.contentType());
        }
        var query = call.query().isEmpty() ? "" : "?" + call.query();
        return new HttpRequest(
                call.method(), address(session.pds(), call.path() + query), headers, body, PATIENCE, MAX_BYTES);
    }

    private static URI address(URI pds, String pathAndQuery) {
        var base = pds.toString();
        return URI.create((base.endsWith("/") ? base.substring(0, base.length() - 1) : base) + pathAndQuery);
    }

    /** Whatever the PDS serves is shown by a name of ours: no browser shall run it. */
    private static WebReply reply(HttpAnswer answer) {
        var headers = new LinkedHashMap<String, String>();
        RETURNED.forEach(name -> answer.header(name).ifPresent(value -> headers.put(name, value)));
        headers.putAll(
                Map.of("X-Content-Type-Options", "nosniff", "Content-Security-Policy", "default-src 'none'; sandbox"));
        return new WebReply(answer.status(), headers, answer.body());
    }

    private ProblemException translated(ProblemException e) {
        if (e.type() == IdentityProblem.SIGN_IN_AGAIN) {
            return ProxyProblem.NO_SESSION
                    .because("The account's session has ended; its owner signs in again at %s", settings.publicUrl())
                    .causedBy(e);
        }
        var outside = e.type() instanceof KernelProblem;
        return (outside ? ProxyProblem.UPSTREAM_UNREACHABLE : ProxyProblem.SESSION_NOT_RESUMED)
                .because("%s", e.detail())
                .causedBy(e);
    }
}
