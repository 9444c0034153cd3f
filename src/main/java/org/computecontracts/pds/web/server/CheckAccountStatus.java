package org.computecontracts.pds.web.server;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.computecontracts.atproto.xrpc.XrpcCall;
import org.computecontracts.atproto.xrpc.XrpcMethod;
import org.computecontracts.atproto.xrpc.XrpcReply;
import org.computecontracts.kernel.Json;
import org.computecontracts.pds.account.AccountLife;
import org.computecontracts.pds.session.Callers;

/** How much of an account is here: what to look at while it moves. */
@ApplicationScoped
public class CheckAccountStatus implements XrpcMethod {
    @Inject
    Callers callers;

    @Inject
    AccountLife life;

    @Override
    public String nsid() {
        return "com.atproto.server.checkAccountStatus";
    }

    @Override
    public Kind kind() {
        return Kind.QUERY;
    }

    @Override
    public XrpcReply handle(XrpcCall call) {
        var status = life.status(callers.of(call).did());
        return XrpcReply.json(Json.object()
                .put("activated", status.active())
                .put("validDid", status.validDid())
                .put("repoCommit", status.head().commit().value())
                .put("repoRev", status.head().rev().value())
                .put("repoBlocks", status.blocks())
                .put("indexedRecords", status.records())
                .put("privateStateValues", 0)
                .put("expectedBlobs", status.blobsExpected())
                .put("importedBlobs", status.blobs()));
    }
}
