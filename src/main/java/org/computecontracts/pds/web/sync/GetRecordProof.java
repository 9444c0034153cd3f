package org.computecontracts.pds.web.sync;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.computecontracts.atproto.xrpc.XrpcCall;
import org.computecontracts.atproto.xrpc.XrpcMethod;
import org.computecontracts.atproto.xrpc.XrpcReply;
import org.computecontracts.pds.session.Archives;
import org.computecontracts.pds.web.Input;

/** The proof of what is at a key, or that nothing is, as a CAR file. */
@ApplicationScoped
public class GetRecordProof implements XrpcMethod {
    @Inject
    Archives archives;

    @Override
    public String nsid() {
        return "com.atproto.sync.getRecord";
    }

    @Override
    public Kind kind() {
        return Kind.QUERY;
    }

    @Override
    public XrpcReply handle(XrpcCall call) {
        var did = Input.did(call.required("did"));
        var collection = Input.nsid(call.required("collection"));
        return XrpcReply.car(
                archives.record(did, collection, call.required("rkey"), call).bytes());
    }
}
