package org.computecontracts.pds.web.server;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.computecontracts.atproto.xrpc.XrpcCall;
import org.computecontracts.atproto.xrpc.XrpcMethod;
import org.computecontracts.atproto.xrpc.XrpcReply;
import org.computecontracts.pds.Limits;
import org.computecontracts.pds.session.Callers;

/** Answers clients that ask for a code by mail. There is no mail here: the code is the account's own password. */
@ApplicationScoped
public class RequestAccountDelete implements XrpcMethod {
    @Inject
    Callers callers;

    @Inject
    Limits limits;

    @Override
    public String nsid() {
        return "com.atproto.server.requestAccountDelete";
    }

    @Override
    public Kind kind() {
        return Kind.PROCEDURE;
    }

    @Override
    public XrpcReply handle(XrpcCall call) {
        return XrpcReply.empty().with(limits.code(callers.fully(call).did()));
    }
}
