package org.computecontracts.wif.token;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.nimbusds.jose.JWSObject;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.computecontracts.kernel.Json;
import org.computecontracts.kernel.ProblemException;
import org.computecontracts.wif.Issuer;
import org.computecontracts.wif.WifProblem;

/**
 * What a token says; true only once {@link SignedToken#verified} has passed it.
 *
 * @param id the jti, or empty
 * @param texts every claim that is a string
 */
public record Claims(
        String issuer,
        String audience,
        String subject,
        Instant issued,
        Instant notBefore,
        Instant expires,
        String id,
        Map<String, String> texts) {
    public Claims {
        texts = Map.copyOf(texts);
    }

    /** What the machine was ordered for, as its issuer says; empty where it says nothing. */
    public String order() {
        return texts.getOrDefault(Issuer.ORDER, "");
    }

    /** TOKEN_REFUSED when one of iss, aud, sub, iat or exp is missing or no single value. */
    static Claims of(JWSObject jws) {
        var json = payload(jws);
        var texts = new LinkedHashMap<String, String>();
        json.properties().forEach(member -> {
            if (member.getValue().isTextual()) {
                texts.put(member.getKey(), member.getValue().textValue());
            }
        });
        var issued = time(json, "iat");
        return new Claims(
                required(texts, "iss"),
                audience(json, texts),
                required(texts, "sub"),
                issued,
                json.has("nbf") ? time(json, "nbf") : issued,
                time(json, "exp"),
                texts.getOrDefault("jti", ""),
                texts);
    }

    private static ObjectNode payload(JWSObject jws) {
        try {
            return Json.readObject(jws.getPayload().toBytes());
        } catch (ProblemException e) {
            throw WifProblem.TOKEN_REFUSED.because("The token's claims are not a JSON object");
        }
    }

    private static String required(Map<String, String> texts, String name) {
        var text = texts.get(name);
        if (text == null || text.isEmpty()) {
            throw WifProblem.TOKEN_REFUSED.because("The token has no %s", name);
        }
        return text;
    }

    private static String audience(ObjectNode json, Map<String, String> texts) {
        var aud = json.path("aud");
        return aud.isArray() && aud.size() == 1 && aud.path(0).isTextual()
                ? aud.path(0).textValue()
                : required(texts, "aud");
    }

    private static Instant time(ObjectNode json, String name) {
        var value = json.path(name);
        if (!value.isNumber() || !value.canConvertToLong() || Math.abs(value.asLong()) > 1L << 40) {
            throw WifProblem.TOKEN_REFUSED.because("The token has no %s", name);
        }
        return Instant.ofEpochSecond(value.asLong());
    }
}
