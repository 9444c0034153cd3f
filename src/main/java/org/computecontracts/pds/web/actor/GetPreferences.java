package org.computecontracts.pds.web.actor;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.computecontracts.atproto.xrpc.XrpcCall;
import org.computecontracts.atproto.xrpc.XrpcMethod;
import org.computecontracts.atproto.xrpc.XrpcReply;
import org.computecontracts.kernel.Json;
import org.computecontracts.pds.session.Callers;
import org.computecontracts.pds.session.Preferences;

/** What apps have kept for the account, as far as the caller may see it. */
@ApplicationScoped
public class GetPreferences implements XrpcMethod {
    @Inject
    Callers callers;

    @Inject
    Preferences preferences;

    @Override
    public String nsid() {
        return "app.bsky.actor.getPreferences";
    }

    @Override
    public Kind kind() {
        return Kind.QUERY;
    }

    @Override
    public XrpcReply handle(XrpcCall call) {
        var reply = Json.object();
        var list = reply.putArray("preferences");
        preferences.of(callers.callerOf(call)).forEach(list::add);
        return XrpcReply.json(reply);
    }

    @Override
    public boolean isOwn() {
        return true;
    }
}
