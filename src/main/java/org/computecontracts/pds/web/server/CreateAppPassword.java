package org.computecontracts.pds.web.server;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.computecontracts.atproto.xrpc.XrpcCall;
import org.computecontracts.atproto.xrpc.XrpcMethod;
import org.computecontracts.atproto.xrpc.XrpcReply;
import org.computecontracts.pds.session.AppPasswords;
import org.computecontracts.pds.session.Callers;
import org.computecontracts.pds.web.Input;

/** A password of its own for one app. It is told once. */
@ApplicationScoped
public class CreateAppPassword implements XrpcMethod {
    @Inject
    Callers callers;

    @Inject
    AppPasswords passwords;

    @Override
    public String nsid() {
        return "com.atproto.server.createAppPassword";
    }

    @Override
    public Kind kind() {
        return Kind.PROCEDURE;
    }

    @Override
    public XrpcReply handle(XrpcCall call) {
        var input = new Input(call.json());
        var privileged = input.optionalBoolean("privileged").orElse(false);
        var issued = passwords.create(callers.fully(call).did(), input.text("name"), privileged);
        return XrpcReply.json(ListAppPasswords.described(issued.about()).put("password", issued.password()));
    }
}
