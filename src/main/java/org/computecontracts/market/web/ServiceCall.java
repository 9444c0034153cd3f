package org.computecontracts.market.web;

import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.computecontracts.atproto.AtUri;
import org.computecontracts.atproto.Cid;
import org.computecontracts.atproto.Did;
import org.computecontracts.atproto.Nsid;
import org.computecontracts.atproto.StrongRef;
import org.computecontracts.atproto.xrpc.ServiceAuth;
import org.computecontracts.atproto.xrpc.XrpcCall;
import org.computecontracts.atproto.xrpc.XrpcError;
import org.computecontracts.market.protocol.Audiences;

/** What the submit methods do first, in the order of the market protocol, section 4.3: JSON, fields, token, author. */
@ApplicationScoped
class ServiceCall {
    @Inject
    ServiceAuth auth;

    @Inject
    Audiences audiences;

    /** The record a caller submits, which the caller must have written. */
    StrongRef submitted(XrpcCall call, String uriField, String cidField, String service) {
        var ref = ref(call.json(), uriField, cidField);
        var caller = auth.verify(call.bearer(), audiences.of(service), new Nsid(call.nsid()));
        requireAuthor(caller, ref);
        return ref;
    }

    private static StrongRef ref(ObjectNode input, String uriField, String cidField) {
        var uri = input.path(uriField);
        var cid = input.path(cidField);
        if (!uri.isTextual() || !cid.isTextual()) {
            throw XrpcError.invalidRequest("%s and %s are required", uriField, cidField);
        }
        try {
            return new StrongRef(new AtUri(uri.asText()), new Cid(cid.asText()));
        } catch (IllegalArgumentException e) {
            throw XrpcError.invalidRequest("%s", String.valueOf(e.getMessage()));
        }
    }

    private static void requireAuthor(Did caller, StrongRef ref) {
        if (!caller.equals(ref.uri().authority())) {
            throw new XrpcError(
                    403,
                    "Forbidden",
                    "service-auth token issuer must author the referenced record: "
                            + ref.uri().value());
        }
    }
}
