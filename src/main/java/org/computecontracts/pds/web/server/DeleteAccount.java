package org.computecontracts.pds.web.server;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.computecontracts.atproto.xrpc.XrpcCall;
import org.computecontracts.atproto.xrpc.XrpcError;
import org.computecontracts.atproto.xrpc.XrpcMethod;
import org.computecontracts.atproto.xrpc.XrpcReply;
import org.computecontracts.pds.Limits;
import org.computecontracts.pds.account.AccountLife;
import org.computecontracts.pds.session.PasswordSignIns;
import org.computecontracts.pds.web.Input;

/** Ends an account with all it has here; its DID stays. The token that others send by mail is the password again. */
@ApplicationScoped
public class DeleteAccount implements XrpcMethod {
    @Inject
    PasswordSignIns signIns;

    @Inject
    AccountLife life;

    @Inject
    Limits limits;

    @Override
    public String nsid() {
        return "com.atproto.server.deleteAccount";
    }

    @Override
    public Kind kind() {
        return Kind.PROCEDURE;
    }

    @Override
    public XrpcReply handle(XrpcCall call) {
        var left = limits.deletion(call.client());
        var input = new Input(call.json());
        var did = Input.did(input.text("did"));
        signIns.confirm(did, input.text("password"), call.client());
        if (!input.text("token").equals(input.text("password"))) {
            throw new XrpcError(400, "InvalidToken", "There is no mail here: the token is the password, again");
        }
        life.delete(did);
        return XrpcReply.empty().with(left);
    }
}
