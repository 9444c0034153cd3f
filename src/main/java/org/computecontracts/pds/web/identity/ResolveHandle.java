package org.computecontracts.pds.web.identity;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.computecontracts.atproto.xrpc.XrpcCall;
import org.computecontracts.atproto.xrpc.XrpcMethod;
import org.computecontracts.atproto.xrpc.XrpcReply;
import org.computecontracts.kernel.Json;
import org.computecontracts.pds.PdsProblem;
import org.computecontracts.pds.Profile;
import org.computecontracts.pds.account.Accounts;
import org.computecontracts.pds.account.HandlesElsewhere;

/** The DID of a handle: of an account here, or as the owner of the name says. Nobody else's word is passed on. */
@ApplicationScoped
public class ResolveHandle implements XrpcMethod {
    @Inject
    Accounts accounts;

    @Inject
    HandlesElsewhere elsewhere;

    @Override
    public String nsid() {
        return "com.atproto.identity.resolveHandle";
    }

    @Override
    public Kind kind() {
        return Kind.QUERY;
    }

    @Override
    public XrpcReply handle(XrpcCall call) {
        var handle = call.required("handle");
        var did = accounts.find(handle)
                .filter(found -> !handle.startsWith("did:"))
                .map(Profile::did)
                .or(() -> elsewhere.find(handle, call.client()))
                .orElseThrow(() -> PdsProblem.HANDLE_NOT_FOUND.because("Unable to resolve handle"));
        return XrpcReply.json(Json.object().put("did", did.value()));
    }
}
