package org.computecontracts.wif.issuer;

import static org.computecontracts.wif.WifProblem.REQUEST_MALFORMED;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.Set;
import org.computecontracts.kernel.Json;
import org.computecontracts.kernel.ProblemException;
import org.computecontracts.wif.token.Audience;

/**
 * What a workload asks its issuer for.
 *
 * @param parameters the request as it came, for the policy to judge
 */
record ExchangeRequest(Audience audience, String subject, Duration life, ObjectNode parameters) {
    /** Every member of the request becomes a claim, so that only these may be there. */
    private static final Set<String> MEMBERS = Set.of("aud", "sub", "ttl");

    private static final int DEFAULT_SECONDS = 900;
    private static final int MOST_SECONDS = 3600;

    /** REQUEST_MALFORMED for anything that no policy could allow. */
    static ExchangeRequest parse(byte[] body) {
        var json = object(body);
        json.fieldNames().forEachRemaining(name -> {
            if (!MEMBERS.contains(name)) {
                throw REQUEST_MALFORMED.because("Only aud, sub and ttl can be asked for");
            }
        });
        var audience = Audience.parse(text(json, "aud"))
                .orElseThrow(() -> REQUEST_MALFORMED.because("aud must be like api://ATProto?actx=did:plc:..."));
        return new ExchangeRequest(audience, text(json, "sub"), life(json), json);
    }

    ExchangeRequest inNameOf(String own) {
        return new ExchangeRequest(audience, own, life, parameters.deepCopy().put("sub", own));
    }

    private static ObjectNode object(byte[] body) {
        try {
            return Json.readObject(body);
        } catch (ProblemException e) {
            throw REQUEST_MALFORMED.because(e.detail()).causedBy(e);
        }
    }

    private static String text(ObjectNode json, String name) {
        var value = json.path(name);
        if (!value.isTextual() || value.textValue().isEmpty()) {
            throw REQUEST_MALFORMED.because("%s must be a text", name);
        }
        return value.textValue();
    }

    private static Duration life(ObjectNode json) {
        if (!json.has("ttl")) {
            return Duration.ofSeconds(DEFAULT_SECONDS);
        }
        var ttl = json.path("ttl");
        if (!ttl.isInt() || ttl.intValue() < 1 || ttl.intValue() > MOST_SECONDS) {
            throw REQUEST_MALFORMED.because("ttl must be a whole number of seconds from 1 to %d", MOST_SECONDS);
        }
        return Duration.ofSeconds(ttl.intValue());
    }
}
