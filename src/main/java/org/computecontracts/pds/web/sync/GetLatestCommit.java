package org.computecontracts.pds.web.sync;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.computecontracts.atproto.xrpc.XrpcCall;
import org.computecontracts.atproto.xrpc.XrpcMethod;
import org.computecontracts.atproto.xrpc.XrpcReply;
import org.computecontracts.kernel.Json;
import org.computecontracts.pds.session.Archives;
import org.computecontracts.pds.web.Input;

/** Where a repository stands. */
@ApplicationScoped
public class GetLatestCommit implements XrpcMethod {
    @Inject
    Archives archives;

    @Override
    public String nsid() {
        return "com.atproto.sync.getLatestCommit";
    }

    @Override
    public Kind kind() {
        return Kind.QUERY;
    }

    @Override
    public XrpcReply handle(XrpcCall call) {
        var did = Input.did(call.required("did"));
        archives.checkVisible(did, call);
        var head = archives.head(did);
        return XrpcReply.json(Json.object()
                .put("cid", head.commit().value())
                .put("rev", head.rev().value()));
    }
}
