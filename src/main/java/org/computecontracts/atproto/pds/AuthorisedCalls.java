package org.computecontracts.atproto.pds;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import org.computecontracts.atproto.AtprotoProblem;
import org.computecontracts.atproto.Nsid;
import org.computecontracts.atproto.xrpc.Xrpc;
import org.computecontracts.atproto.xrpc.XrpcAnswer;
import org.computecontracts.kernel.http.HttpRequest;

/** Calls of an account to its own PDS. */
record AuthorisedCalls(PdsSession session) {
    XrpcAnswer query(Nsid method, Map<String, String> parameters) {
        return authorised(Xrpc.queryRequest(session.pds(), method, parameters));
    }

    XrpcAnswer procedure(Nsid method, ObjectNode input) {
        return authorised(Xrpc.procedureRequest(session.pds(), method, input));
    }

    private XrpcAnswer authorised(HttpRequest request) {
        var answer = XrpcAnswer.of(session.send(request));
        if (answer.status() == 401 || answer.error().equals("ExpiredToken")) {
            throw AtprotoProblem.SESSION_EXPIRED.because(
                    "%s no longer takes the session of %s: %s", session.pds(), session.did(), answer.message());
        }
        return answer;
    }
}
