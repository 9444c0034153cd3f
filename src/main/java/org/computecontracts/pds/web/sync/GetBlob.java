package org.computecontracts.pds.web.sync;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Map;
import org.computecontracts.atproto.xrpc.XrpcCall;
import org.computecontracts.atproto.xrpc.XrpcMethod;
import org.computecontracts.atproto.xrpc.XrpcReply;
import org.computecontracts.pds.blob.Blobs;
import org.computecontracts.pds.session.Archives;
import org.computecontracts.pds.web.Input;

/** A blob. Browsers are told to run nothing in it and to show nothing of it. */
@ApplicationScoped
public class GetBlob implements XrpcMethod {
    @Inject
    Archives archives;

    @Inject
    Blobs blobs;

    @Override
    public String nsid() {
        return "com.atproto.sync.getBlob";
    }

    @Override
    public Kind kind() {
        return Kind.QUERY;
    }

    @Override
    public XrpcReply handle(XrpcCall call) {
        var did = Input.did(call.required("did"));
        archives.checkVisible(did, call);
        var blob = blobs.find(did, Input.cid(call.required("cid")));
        var headers = Map.of(
                "Content-Security-Policy", "default-src 'none'; sandbox",
                "X-Content-Type-Options", "nosniff",
                "Content-Disposition", "attachment; filename=\"" + blob.cid() + "\"");
        return new XrpcReply(200, blob.mime(), blob.bytes(), headers);
    }
}
