package org.computecontracts.pds.web.server;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.computecontracts.atproto.xrpc.XrpcCall;
import org.computecontracts.atproto.xrpc.XrpcMethod;
import org.computecontracts.atproto.xrpc.XrpcReply;
import org.computecontracts.pds.session.Sessions;

/** Ends the session of a refresh token; access tokens run out by themselves. */
@ApplicationScoped
public class DeleteSession implements XrpcMethod {
    @Inject
    Sessions sessions;

    @Override
    public String nsid() {
        return "com.atproto.server.deleteSession";
    }

    @Override
    public Kind kind() {
        return Kind.PROCEDURE;
    }

    @Override
    public XrpcReply handle(XrpcCall call) {
        sessions.close(call.bearer());
        return XrpcReply.empty();
    }
}
