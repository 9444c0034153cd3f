package org.computecontracts.pds.web.server;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.computecontracts.atproto.xrpc.XrpcCall;
import org.computecontracts.atproto.xrpc.XrpcError;
import org.computecontracts.atproto.xrpc.XrpcMethod;
import org.computecontracts.atproto.xrpc.XrpcReply;
import org.computecontracts.pds.account.Accounts;
import org.computecontracts.pds.session.Sessions;

/** Takes a refresh token and gives new tokens. */
@ApplicationScoped
public class RefreshSession implements XrpcMethod {
    @Inject
    Accounts accounts;

    @Inject
    Sessions sessions;

    @Inject
    SessionAnswers answers;

    @Override
    public String nsid() {
        return "com.atproto.server.refreshSession";
    }

    @Override
    public Kind kind() {
        return Kind.PROCEDURE;
    }

    @Override
    public XrpcReply handle(XrpcCall call) {
        var tokens = sessions.renew(call.bearer());
        var profile =
                accounts.find(tokens.did()).orElseThrow(() -> new XrpcError(400, "InvalidToken", "Account not found"));
        return XrpcReply.json(answers.opened(profile, tokens));
    }
}
