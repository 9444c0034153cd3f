package org.computecontracts.pds.web.sync;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.computecontracts.atproto.xrpc.XrpcCall;
import org.computecontracts.atproto.xrpc.XrpcMethod;
import org.computecontracts.atproto.xrpc.XrpcReply;
import org.computecontracts.kernel.Json;
import org.computecontracts.pds.session.Archives;
import org.computecontracts.pds.web.Input;

/** Whether a repository is here, and its revision. */
@ApplicationScoped
public class GetRepoStatus implements XrpcMethod {
    @Inject
    Archives archives;

    @Override
    public String nsid() {
        return "com.atproto.sync.getRepoStatus";
    }

    @Override
    public Kind kind() {
        return Kind.QUERY;
    }

    @Override
    public XrpcReply handle(XrpcCall call) {
        var head = archives.head(Input.did(call.required("did")));
        var reply = Json.object().put("did", head.did().value()).put("active", head.active());
        return XrpcReply.json(
                head.active() ? reply.put("rev", head.rev().value()) : reply.put("status", "deactivated"));
    }
}
