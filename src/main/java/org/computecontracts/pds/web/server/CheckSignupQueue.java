package org.computecontracts.pds.web.server;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.computecontracts.atproto.xrpc.XrpcCall;
import org.computecontracts.atproto.xrpc.XrpcMethod;
import org.computecontracts.atproto.xrpc.XrpcReply;
import org.computecontracts.kernel.Json;
import org.computecontracts.pds.session.Callers;

/** Whether the caller may begin: always, since nobody waits here. */
@ApplicationScoped
public class CheckSignupQueue implements XrpcMethod {
    @Inject
    Callers callers;

    @Override
    public String nsid() {
        return "com.atproto.temp.checkSignupQueue";
    }

    @Override
    public Kind kind() {
        return Kind.QUERY;
    }

    @Override
    public XrpcReply handle(XrpcCall call) {
        callers.of(call);
        return XrpcReply.json(Json.object().put("activated", true));
    }
}
