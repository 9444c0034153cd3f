package org.computecontracts.pds.web.sync;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.stream.Collectors;
import org.computecontracts.atproto.xrpc.XrpcCall;
import org.computecontracts.atproto.xrpc.XrpcError;
import org.computecontracts.atproto.xrpc.XrpcMethod;
import org.computecontracts.atproto.xrpc.XrpcReply;
import org.computecontracts.pds.session.Archives;
import org.computecontracts.pds.web.Input;

/** Single blocks of a repository, as a CAR file. */
@ApplicationScoped
public class GetBlocks implements XrpcMethod {
    private static final int MOST = 1000;

    @Inject
    Archives archives;

    @Override
    public String nsid() {
        return "com.atproto.sync.getBlocks";
    }

    @Override
    public Kind kind() {
        return Kind.QUERY;
    }

    @Override
    public XrpcReply handle(XrpcCall call) {
        var did = Input.did(call.required("did"));
        var cids = call.parameters().getOrDefault("cids", List.of()).stream()
                .map(Input::cid)
                .collect(Collectors.toSet());
        if (cids.isEmpty() || cids.size() > MOST) {
            throw XrpcError.invalidRequest("From 1 to %d cids are needed", MOST);
        }
        return XrpcReply.car(archives.blocks(did, cids, call).bytes());
    }
}
