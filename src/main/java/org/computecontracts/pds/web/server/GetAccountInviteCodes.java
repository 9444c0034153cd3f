package org.computecontracts.pds.web.server;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.computecontracts.atproto.xrpc.XrpcCall;
import org.computecontracts.atproto.xrpc.XrpcMethod;
import org.computecontracts.atproto.xrpc.XrpcReply;
import org.computecontracts.kernel.Json;
import org.computecontracts.pds.session.Callers;

/** The invitations of the caller: none, since nobody needs one here. */
@ApplicationScoped
public class GetAccountInviteCodes implements XrpcMethod {
    @Inject
    Callers callers;

    @Override
    public String nsid() {
        return "com.atproto.server.getAccountInviteCodes";
    }

    @Override
    public Kind kind() {
        return Kind.QUERY;
    }

    @Override
    public XrpcReply handle(XrpcCall call) {
        callers.fully(call);
        var reply = Json.object();
        reply.putArray("codes");
        return XrpcReply.json(reply);
    }
}
