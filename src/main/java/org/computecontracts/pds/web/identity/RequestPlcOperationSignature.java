package org.computecontracts.pds.web.identity;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.computecontracts.atproto.xrpc.XrpcCall;
import org.computecontracts.atproto.xrpc.XrpcMethod;
import org.computecontracts.atproto.xrpc.XrpcReply;
import org.computecontracts.pds.session.Callers;

/** Answers clients that ask for a code by mail. There is no mail here: the code is the account's own password. */
@ApplicationScoped
public class RequestPlcOperationSignature implements XrpcMethod {
    @Inject
    Callers callers;

    @Override
    public String nsid() {
        return "com.atproto.identity.requestPlcOperationSignature";
    }

    @Override
    public Kind kind() {
        return Kind.PROCEDURE;
    }

    @Override
    public XrpcReply handle(XrpcCall call) {
        callers.fully(call);
        return XrpcReply.empty();
    }
}
