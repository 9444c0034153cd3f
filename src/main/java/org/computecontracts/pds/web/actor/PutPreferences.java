package org.computecontracts.pds.web.actor;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.computecontracts.atproto.xrpc.XrpcCall;
import org.computecontracts.atproto.xrpc.XrpcMethod;
import org.computecontracts.atproto.xrpc.XrpcReply;
import org.computecontracts.pds.session.Callers;
import org.computecontracts.pds.session.Preferences;
import org.computecontracts.pds.web.Input;

/** Keeps what apps want kept for the account, in the place of what was kept before. */
@ApplicationScoped
public class PutPreferences implements XrpcMethod {
    @Inject
    Callers callers;

    @Inject
    Preferences preferences;

    @Override
    public String nsid() {
        return "app.bsky.actor.putPreferences";
    }

    @Override
    public Kind kind() {
        return Kind.PROCEDURE;
    }

    @Override
    public XrpcReply handle(XrpcCall call) {
        preferences.put(callers.callerOf(call), new Input(call.json()).objects("preferences"));
        return XrpcReply.empty();
    }

    @Override
    public boolean isOwn() {
        return true;
    }
}
