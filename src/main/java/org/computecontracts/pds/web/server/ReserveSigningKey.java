package org.computecontracts.pds.web.server;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.computecontracts.atproto.xrpc.XrpcCall;
import org.computecontracts.atproto.xrpc.XrpcError;
import org.computecontracts.atproto.xrpc.XrpcMethod;
import org.computecontracts.atproto.xrpc.XrpcReply;
import org.computecontracts.kernel.Json;
import org.computecontracts.pds.Limits;
import org.computecontracts.pds.key.ReservedKeys;
import org.computecontracts.pds.web.Input;

/** The key that an account which moves here will sign with, so that its DID can name it before. */
@ApplicationScoped
public class ReserveSigningKey implements XrpcMethod {
    @Inject
    ReservedKeys keys;

    @Inject
    Limits limits;

    @Override
    public String nsid() {
        return "com.atproto.server.reserveSigningKey";
    }

    @Override
    public Kind kind() {
        return Kind.PROCEDURE;
    }

    @Override
    public XrpcReply handle(XrpcCall call) {
        var did = new Input(call.json())
                .optionalText("did")
                .map(Input::did)
                .orElseThrow(() -> XrpcError.invalidRequest(
                        "Input/did must name the account that moves here: a key for nobody could not be used"));
        var left = limits.signUp(call.client());
        return XrpcReply.json(Json.object().put("signingKey", keys.reserve(did)))
                .with(left);
    }
}
