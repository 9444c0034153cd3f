package org.computecontracts.pds.web.server;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.computecontracts.atproto.xrpc.XrpcCall;
import org.computecontracts.atproto.xrpc.XrpcMethod;
import org.computecontracts.atproto.xrpc.XrpcReply;
import org.computecontracts.pds.session.Callers;

/** Who the caller is. */
@ApplicationScoped
public class GetSession implements XrpcMethod {
    @Inject
    Callers callers;

    @Inject
    SessionAnswers answers;

    @Override
    public String nsid() {
        return "com.atproto.server.getSession";
    }

    @Override
    public Kind kind() {
        return Kind.QUERY;
    }

    @Override
    public XrpcReply handle(XrpcCall call) {
        return XrpcReply.json(answers.described(callers.of(call)));
    }
}
