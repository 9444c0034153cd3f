package org.computecontracts.pds.web.server;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.computecontracts.atproto.xrpc.XrpcCall;
import org.computecontracts.atproto.xrpc.XrpcMethod;
import org.computecontracts.atproto.xrpc.XrpcReply;
import org.computecontracts.pds.account.AccountLife;
import org.computecontracts.pds.session.Callers;

/** Wakes an account whose DID names this server. */
@ApplicationScoped
public class ActivateAccount implements XrpcMethod {
    @Inject
    Callers callers;

    @Inject
    AccountLife life;

    @Override
    public String nsid() {
        return "com.atproto.server.activateAccount";
    }

    @Override
    public Kind kind() {
        return Kind.PROCEDURE;
    }

    @Override
    public XrpcReply handle(XrpcCall call) {
        life.wake(callers.fully(call).did());
        return XrpcReply.empty();
    }
}
