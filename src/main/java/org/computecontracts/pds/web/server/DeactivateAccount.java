package org.computecontracts.pds.web.server;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.computecontracts.atproto.xrpc.XrpcCall;
import org.computecontracts.atproto.xrpc.XrpcMethod;
import org.computecontracts.atproto.xrpc.XrpcReply;
import org.computecontracts.pds.account.AccountLife;
import org.computecontracts.pds.session.Callers;

/** Puts the account to rest: nobody is shown its repository until it is woken. */
@ApplicationScoped
public class DeactivateAccount implements XrpcMethod {
    @Inject
    Callers callers;

    @Inject
    AccountLife life;

    @Override
    public String nsid() {
        return "com.atproto.server.deactivateAccount";
    }

    @Override
    public Kind kind() {
        return Kind.PROCEDURE;
    }

    @Override
    public XrpcReply handle(XrpcCall call) {
        life.rest(callers.fully(call).did());
        return XrpcReply.empty();
    }
}
