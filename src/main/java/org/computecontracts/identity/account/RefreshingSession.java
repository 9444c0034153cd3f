package org.computecontracts.identity.account;

import java.net.URI;
import org.computecontracts.atproto.Did;
import org.computecontracts.atproto.pds.PdsSession;
import org.computecontracts.identity.Tenant;
import org.computecontracts.kernel.Json;
import org.computecontracts.kernel.ProblemException;
import org.computecontracts.kernel.http.HttpAnswer;
import org.computecontracts.kernel.http.HttpRequest;

/** A session as handed out: it holds one access token and gets another when that is used up. */
public final class RefreshingSession implements PdsSession {
    private final PdsSessions sessions;
    private final Tenant tenant;
    private volatile Access access;

    RefreshingSession(PdsSessions sessions, Tenant tenant, Access access) {
        this.sessions = sessions;
        this.tenant = tenant;
        this.access = access;
    }

    @Override
    public Did did() {
        return tenant.did();
    }

    @Override
    public URI pds() {
        return tenant.pds();
    }

    @Override
    public HttpAnswer send(HttpRequest request) {
        var answer = sessions.send(access(), request);
        return accepted(isExpired(answer) ? sessions.send(renewed(), request) : answer);
    }

    private HttpAnswer accepted(HttpAnswer answer) {
        if (answer.status() >= 400 && answer.status() < 500) {
            sessions.refused(tenant, errorOf(answer));
        }
        return answer;
    }

    public Access access() {
        return access;
    }

    /** No lock: of several at once one asks, and each is given what that one gets. */
    Access renewed() {
        var next = sessions.next(tenant, access);
        access = next;
        return next;
    }

    /** The published PDS says 400 ExpiredToken; others 401, or as RFC 6750 and RFC 9449 have it. */
    private static boolean isExpired(HttpAnswer answer) {
        if (answer.status() != 400 && answer.status() != 401) {
            return false;
        }
        return answer.header("www-authenticate").orElse("").contains("invalid_token")
                || errorOf(answer).equals("ExpiredToken");
    }

    private static String errorOf(HttpAnswer answer) {
        try {
            return Json.readObject(answer.body()).path("error").asText();
        } catch (ProblemException e) {
            return ""; // a proxy before the PDS speaks no JSON
        }
    }
}
