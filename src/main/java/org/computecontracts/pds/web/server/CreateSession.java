package org.computecontracts.pds.web.server;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.computecontracts.atproto.xrpc.XrpcCall;
import org.computecontracts.atproto.xrpc.XrpcMethod;
import org.computecontracts.atproto.xrpc.XrpcReply;
import org.computecontracts.pds.session.PasswordSignIns;
import org.computecontracts.pds.session.Sessions;
import org.computecontracts.pds.web.Input;

/** Signs in with handle or DID and password. */
@ApplicationScoped
public class CreateSession implements XrpcMethod {
    @Inject
    PasswordSignIns signIns;

    @Inject
    Sessions sessions;

    @Inject
    SessionAnswers answers;

    @Override
    public String nsid() {
        return "com.atproto.server.createSession";
    }

    @Override
    public Kind kind() {
        return Kind.PROCEDURE;
    }

    @Override
    public XrpcReply handle(XrpcCall call) {
        var input = new Input(call.json());
        var in = signIns.signIn(input.text("identifier"), input.text("password"), call.client());
        return XrpcReply.json(
                        answers.opened(in.profile(), sessions.open(in.profile().did(), in.app())))
                .with(in.limits());
    }
}
