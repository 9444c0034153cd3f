package org.computecontracts.atproto;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.function.Function;

/** Calls of an account to its own PDS; an expired access token is refreshed once. */
record AuthorisedCalls(Xrpc xrpc, PdsSession session) {
    XrpcAnswer query(Nsid method, Map<String, String> parameters) {
        return authorised(token -> xrpc.query(session.pds(), method, parameters, token));
    }

    XrpcAnswer procedure(Nsid method, ObjectNode input) {
        return authorised(token -> xrpc.procedure(session.pds(), method, input, token));
    }

    private XrpcAnswer authorised(Function<String, XrpcAnswer> call) {
        var answer = call.apply(session.accessToken());
        if (answer.error().equals("ExpiredToken")) {
            session.refreshed();
            answer = call.apply(session.accessToken());
        }
        if (answer.status() == 401 || answer.error().equals("ExpiredToken")) {
            throw AtprotoProblem.SESSION_EXPIRED.because(
                    "%s no longer takes the session of %s: %s", session.pds(), session.did(), answer.message());
        }
        return answer;
    }
}
