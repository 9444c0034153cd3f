package org.computecontracts.pds.web.server;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.computecontracts.atproto.XrpcCall;
import org.computecontracts.atproto.XrpcMethod;
import org.computecontracts.atproto.XrpcReply;
import org.computecontracts.pds.AccountLife;
import org.computecontracts.pds.Callers;

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
