package org.computecontracts.pds.web.server;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.computecontracts.atproto.xrpc.XrpcCall;
import org.computecontracts.atproto.xrpc.XrpcMethod;
import org.computecontracts.atproto.xrpc.XrpcReply;
import org.computecontracts.pds.account.DidKeys;
import org.computecontracts.pds.session.Callers;

/** A new signing key for the account. Our own method: others rotate keys by a command of their operator. */
@ApplicationScoped
public class RotateSigningKey implements XrpcMethod {
    @Inject
    Callers callers;

    @Inject
    DidKeys keys;

    @Override
    public String nsid() {
        return "org.computecontracts.server.rotateSigningKey";
    }

    @Override
    public Kind kind() {
        return Kind.PROCEDURE;
    }

    @Override
    public XrpcReply handle(XrpcCall call) {
        keys.rotate(callers.fully(call).did());
        return XrpcReply.empty();
    }
}
