package org.computecontracts.pds.web.identity;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.computecontracts.atproto.XrpcCall;
import org.computecontracts.atproto.XrpcMethod;
import org.computecontracts.atproto.XrpcReply;
import org.computecontracts.pds.Callers;
import org.computecontracts.pds.DidKeys;

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
