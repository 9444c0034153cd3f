package org.computecontracts.pds.web.sync;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.computecontracts.atproto.Tid;
import org.computecontracts.atproto.xrpc.XrpcCall;
import org.computecontracts.atproto.xrpc.XrpcMethod;
import org.computecontracts.atproto.xrpc.XrpcReply;
import org.computecontracts.kernel.Json;
import org.computecontracts.pds.blob.Blobs;
import org.computecontracts.pds.session.Archives;
import org.computecontracts.pds.web.Input;

/** The blobs that records refer to, changed after a revision when one is named. */
@ApplicationScoped
public class ListBlobs implements XrpcMethod {
    @Inject
    Archives archives;

    @Inject
    Blobs blobs;

    @Override
    public String nsid() {
        return "com.atproto.sync.listBlobs";
    }

    @Override
    public Kind kind() {
        return Kind.QUERY;
    }

    @Override
    public XrpcReply handle(XrpcCall call) {
        var did = Input.did(call.required("did"));
        archives.checkVisible(did, call);
        var limit = call.integer("limit", 500, 1, 1000);
        var since = call.parameter("since").map(Input::tid).map(Tid::value).orElse("");
        var cids = blobs.list(did, since, call.parameter("cursor").orElse(""), limit);
        var reply = Json.object();
        var list = reply.putArray("cids");
        cids.forEach(cid -> list.add(cid.value()));
        if (cids.size() == limit) {
            reply.put("cursor", cids.getLast().value());
        }
        return XrpcReply.json(reply);
    }
}
