package org.computecontracts.pds.web.server;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.computecontracts.atproto.xrpc.XrpcCall;
import org.computecontracts.atproto.xrpc.XrpcError;
import org.computecontracts.atproto.xrpc.XrpcMethod;
import org.computecontracts.atproto.xrpc.XrpcReply;
import org.computecontracts.kernel.Json;
import org.computecontracts.pds.session.Callers;
import org.computecontracts.pds.session.ServiceTokens;
import org.computecontracts.pds.web.Input;

/** A token by which the caller is known to another service, for one method. */
@ApplicationScoped
public class GetServiceAuth implements XrpcMethod {
    @Inject
    Callers callers;

    @Inject
    ServiceTokens tokens;

    @Override
    public String nsid() {
        return "com.atproto.server.getServiceAuth";
    }

    @Override
    public Kind kind() {
        return Kind.QUERY;
    }

    @Override
    public XrpcReply handle(XrpcCall call) {
        var caller = callers.callerOf(call);
        var method = call.parameter("lxm").map(Input::nsid);
        var expires = call.parameter("exp").map(GetServiceAuth::seconds);
        var token = tokens.issue(caller, call.required("aud"), method, expires);
        return XrpcReply.json(Json.object().put("token", token));
    }

    private static long seconds(String text) {
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException e) {
            throw XrpcError.invalidRequest("exp must be an integer");
        }
    }
}
