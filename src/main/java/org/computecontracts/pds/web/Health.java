package org.computecontracts.pds.web;

import jakarta.enterprise.context.ApplicationScoped;
import org.computecontracts.atproto.xrpc.XrpcCall;
import org.computecontracts.atproto.xrpc.XrpcMethod;
import org.computecontracts.atproto.xrpc.XrpcReply;
import org.computecontracts.kernel.Json;

/** Says that the PDS is up, where others look for it. */
@ApplicationScoped
public class Health implements XrpcMethod {
    @Override
    public String nsid() {
        return "_health";
    }

    @Override
    public Kind kind() {
        return Kind.QUERY;
    }

    @Override
    public XrpcReply handle(XrpcCall call) {
        return XrpcReply.json(Json.object().put("version", "compute-contracts"));
    }
}
