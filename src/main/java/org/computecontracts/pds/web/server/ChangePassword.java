package org.computecontracts.pds.web.server;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.computecontracts.atproto.xrpc.XrpcCall;
import org.computecontracts.atproto.xrpc.XrpcMethod;
import org.computecontracts.atproto.xrpc.XrpcReply;
import org.computecontracts.pds.session.AccountPasswords;
import org.computecontracts.pds.session.Callers;
import org.computecontracts.pds.web.Input;

/** Another password for the account. Our own method: others mail a code for it. */
@ApplicationScoped
public class ChangePassword implements XrpcMethod {
    @Inject
    Callers callers;

    @Inject
    AccountPasswords passwords;

    @Override
    public String nsid() {
        return "org.computecontracts.server.changePassword";
    }

    @Override
    public Kind kind() {
        return Kind.PROCEDURE;
    }

    @Override
    public XrpcReply handle(XrpcCall call) {
        var did = callers.fully(call).did();
        var input = new Input(call.json());
        return XrpcReply.empty().with(passwords.change(did, input.text("password"), input.text("newPassword")));
    }
}
