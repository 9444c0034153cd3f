package org.computecontracts.atproto.xrpc;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import org.computecontracts.atproto.AtprotoProblem;
import org.computecontracts.kernel.Json;
import org.computecontracts.kernel.ProblemException;
import org.computecontracts.kernel.http.HttpAnswer;

/**
 * What another server answered to an XRPC call, refusals included.
 *
 * @param body an empty object where there was none
 */
public record XrpcAnswer(URI from, int status, ObjectNode body) {
    private static final int SHOWN = 300;

    public static XrpcAnswer of(HttpAnswer answer) {
        return new XrpcAnswer(answer.from(), answer.status(), body(answer));
    }

    /** A refusal may come from a proxy before the server and be no JSON at all. */
    private static ObjectNode body(HttpAnswer answer) {
        if (answer.body().length == 0) {
            return Json.object();
        }
        try {
            return answer.json();
        } catch (ProblemException e) {
            if (answer.ok()) {
                throw e;
            }
            return Json.object().put("message", answer.text());
        }
    }

    public boolean ok() {
        return status >= 200 && status < 300;
    }

    /** The error's name; empty when it gave none. */
    public String error() {
        return ok() ? "" : body.path("error").asText();
    }

    public String message() {
        var message = body.path("message").asText();
        return message.substring(0, Math.min(SHOWN, message.length()));
    }

    /** The body of a success; PDS_REFUSED otherwise. */
    public ObjectNode orRefused() {
        if (ok()) {
            return body;
        }
        throw AtprotoProblem.PDS_REFUSED.because(
                "%s://%s%s answered %d %s: %s",
                from.getScheme(), from.getRawAuthority(), from.getPath(), status, error(), message());
    }
}
