package org.computecontracts.pds.web.server;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.computecontracts.atproto.xrpc.XrpcCall;
import org.computecontracts.atproto.xrpc.XrpcMethod;
import org.computecontracts.atproto.xrpc.XrpcReply;
import org.computecontracts.pds.session.AppPasswords;
import org.computecontracts.pds.session.Callers;
import org.computecontracts.pds.web.Input;

/** Takes an app password back, and ends what was opened with it. */
@ApplicationScoped
public class RevokeAppPassword implements XrpcMethod {
    @Inject
    Callers callers;

    @Inject
    AppPasswords passwords;

    @Override
    public String nsid() {
        return "com.atproto.server.revokeAppPassword";
    }

    @Override
    public Kind kind() {
        return Kind.PROCEDURE;
    }

    @Override
    public XrpcReply handle(XrpcCall call) {
        passwords.revoke(callers.fully(call).did(), new Input(call.json()).text("name"));
        return XrpcReply.empty();
    }
}
