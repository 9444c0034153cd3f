package org.computecontracts.pds.web.sync;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.computecontracts.atproto.xrpc.XrpcCall;
import org.computecontracts.atproto.xrpc.XrpcMethod;
import org.computecontracts.atproto.xrpc.XrpcReply;
import org.computecontracts.pds.session.Archives;
import org.computecontracts.pds.web.Input;

/** A whole repository, or what came after a revision, as a CAR file. */
@ApplicationScoped
public class GetRepo implements XrpcMethod {
    @Inject
    Archives archives;

    @Override
    public String nsid() {
        return "com.atproto.sync.getRepo";
    }

    @Override
    public Kind kind() {
        return Kind.QUERY;
    }

    @Override
    public XrpcReply handle(XrpcCall call) {
        var did = Input.did(call.required("did"));
        var since = call.parameter("since").map(Input::tid).orElse(null);
        return XrpcReply.car(archives.repository(did, since, call));
    }
}
