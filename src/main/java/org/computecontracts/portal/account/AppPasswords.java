package org.computecontracts.portal.account;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;
import java.util.stream.StreamSupport;
import org.computecontracts.identity.account.PdsSessions;
import org.computecontracts.kernel.Json;
import org.computecontracts.kernel.TenantId;
import org.computecontracts.kernel.http.HttpAnswer;
import org.computecontracts.kernel.http.HttpRequest;
import org.computecontracts.portal.PortalProblem;

/** Passwords for apps of an account that lives here: kept by its server, and asked of it in the account's name. */
@ApplicationScoped
class AppPasswords {
    private static final String METHODS = "/xrpc/com.atproto.server.";

    @Inject
    PdsSessions sessions;

    /** One app's, without the password: that is told once. */
    public record AppPassword(String name, Instant madeAt) {
        static AppPassword of(JsonNode told) {
            return new AppPassword(
                    told.path("name").asText(),
                    Instant.parse(told.path("createdAt").asText()));
        }
    }

    List<AppPassword> list(TenantId tenant) {
        var session = sessions.of(tenant);
        var answer = session.send(HttpRequest.get(session.pds().resolve(METHODS + "listAppPasswords")));
        return StreamSupport.stream(accepted(answer).path("passwords").spliterator(), false)
                .map(AppPassword::of)
                .toList();
    }

    /** The password. */
    String make(TenantId tenant, String name) {
        return accepted(call(tenant, "createAppPassword", name))
                .path("password")
                .asText();
    }

    void revoke(TenantId tenant, String name) {
        var unused = accepted(call(tenant, "revokeAppPassword", name));
    }

    private HttpAnswer call(TenantId tenant, String method, String name) {
        var session = sessions.of(tenant);
        var input = Json.object().put("name", name);
        return session.send(HttpRequest.postJson(session.pds().resolve(METHODS + method), input));
    }

    private static ObjectNode accepted(HttpAnswer answer) {
        if (answer.status() == 400) {
            throw PortalProblem.ACCOUNT_REFUSED.because(
                    "%s", answer.json().path("message").asText());
        }
        var sound = answer.orFail();
        return sound.body().length == 0 ? Json.object() : sound.json();
    }
}
