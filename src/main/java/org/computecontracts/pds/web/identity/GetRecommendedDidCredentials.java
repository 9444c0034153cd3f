package org.computecontracts.pds.web.identity;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.computecontracts.atproto.xrpc.XrpcCall;
import org.computecontracts.atproto.xrpc.XrpcMethod;
import org.computecontracts.atproto.xrpc.XrpcReply;
import org.computecontracts.pds.account.DidKeys;
import org.computecontracts.pds.session.Callers;

/** What the DID should say for the account to live here. */
@ApplicationScoped
public class GetRecommendedDidCredentials implements XrpcMethod {
    @Inject
    Callers callers;

    @Inject
    DidKeys keys;

    @Override
    public String nsid() {
        return "com.atproto.identity.getRecommendedDidCredentials";
    }

    @Override
    public Kind kind() {
        return Kind.QUERY;
    }

    @Override
    public XrpcReply handle(XrpcCall call) {
        return XrpcReply.json(keys.recommended(callers.of(call).did()));
    }
}
