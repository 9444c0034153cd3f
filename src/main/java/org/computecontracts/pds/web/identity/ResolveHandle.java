package org.computecontracts.pds.web.identity;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.computecontracts.atproto.XrpcCall;
import org.computecontracts.atproto.XrpcMethod;
import org.computecontracts.atproto.XrpcReply;
import org.computecontracts.kernel.Json;
import org.computecontracts.pds.Accounts;
import org.computecontracts.pds.PdsProblem;

/** The DID of a handle that is ours to give. */
@ApplicationScoped
public class ResolveHandle implements XrpcMethod {
    @Inject
    Accounts accounts;

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
        var profile = accounts.find(handle)
                .filter(found -> !handle.startsWith("did:"))
                .orElseThrow(() -> PdsProblem.HANDLE_NOT_FOUND.because("Unable to resolve handle"));
        return XrpcReply.json(Json.object().put("did", profile.did().value()));
    }
}
