package org.computecontracts.market.web;

import static org.computecontracts.market.protocol.MarketProblem.RECORD_MISMATCH;

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
import org.computecontracts.atproto.xrpc.XrpcReply;
import org.computecontracts.kernel.Json;
import org.computecontracts.market.dispatch.Inbox;
import org.computecontracts.market.protocol.Audiences;

/**
 * What the submit methods do, in the order of the market protocol, section 4.3: JSON, fields, token, author. From there on a
 * record that is brought goes the way of all others.
 */
@ApplicationScoped
class ServiceCall {
    @Inject
    ServiceAuth auth;

    @Inject
    Audiences audiences;

    @Inject
    Inbox inbox;

    /**
     * Takes in the record a caller submits, which the caller must have written. What comes of it is the answer, if that is
     * known soon: nobody's call waits for long for what a server of strangers says.
     */
    XrpcReply submit(XrpcCall call, Nsid expected, String uriField, String cidField, String service) {
        var ref = ref(call.json(), uriField, cidField);
        var caller = auth.verify(call.bearer(), audiences.of(service), new Nsid(call.nsid()));
        requireAuthor(caller, ref);
        if (!ref.uri().collection().equals(expected)) {
            throw RECORD_MISMATCH.because("%s is not a %s", ref.uri().value(), expected.value());
        }
        return XrpcReply.json(inbox.submit(ref).orElseGet(() -> Json.object().put("ok", true)));
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
