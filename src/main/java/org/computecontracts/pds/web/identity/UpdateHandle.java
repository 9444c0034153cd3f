package org.computecontracts.pds.web.identity;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.computecontracts.atproto.xrpc.XrpcCall;
import org.computecontracts.atproto.xrpc.XrpcMethod;
import org.computecontracts.atproto.xrpc.XrpcReply;
import org.computecontracts.pds.account.Renaming;
import org.computecontracts.pds.session.Callers;
import org.computecontracts.pds.web.Input;

/** Another handle: below a domain of this server, or a name of the caller's own that points at its DID. */
@ApplicationScoped
public class UpdateHandle implements XrpcMethod {
    @Inject
    Callers callers;

    @Inject
    Renaming renaming;

    @Override
    public String nsid() {
        return "com.atproto.identity.updateHandle";
    }

    @Override
    public Kind kind() {
        return Kind.PROCEDURE;
    }

    @Override
    public XrpcReply handle(XrpcCall call) {
        var left = renaming.rename(callers.fully(call).did(), new Input(call.json()).text("handle"));
        return XrpcReply.empty().with(left);
    }
}
