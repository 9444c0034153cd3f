package org.computecontracts.pds.web.repo;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.computecontracts.atproto.xrpc.XrpcCall;
import org.computecontracts.atproto.xrpc.XrpcMethod;
import org.computecontracts.atproto.xrpc.XrpcReply;
import org.computecontracts.kernel.Json;
import org.computecontracts.pds.blob.Blobs;
import org.computecontracts.pds.session.Callers;

/** Blobs that records of the caller refer to and that are not here. */
@ApplicationScoped
public class ListMissingBlobs implements XrpcMethod {
    @Inject
    Callers callers;

    @Inject
    Blobs blobs;

    @Override
    public String nsid() {
        return "com.atproto.repo.listMissingBlobs";
    }

    @Override
    public Kind kind() {
        return Kind.QUERY;
    }

    @Override
    public XrpcReply handle(XrpcCall call) {
        var limit = call.integer("limit", 500, 1, 1000);
        var missing =
                blobs.missing(callers.of(call).did(), call.parameter("cursor").orElse(""), limit);
        var reply = Json.object();
        var list = reply.putArray("blobs");
        missing.forEach(blob -> list.addObject()
                .put("cid", blob.cid().value())
                .put("recordUri", blob.record().value()));
        if (missing.size() == limit) {
            reply.put("cursor", missing.getLast().cid().value());
        }
        return XrpcReply.json(reply);
    }
}
