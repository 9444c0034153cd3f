package org.computecontracts.pds.web.sync;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.computecontracts.atproto.xrpc.XrpcCall;
import org.computecontracts.atproto.xrpc.XrpcMethod;
import org.computecontracts.atproto.xrpc.XrpcReply;
import org.computecontracts.kernel.Json;
import org.computecontracts.pds.repo.Repositories;
import org.computecontracts.pds.web.Input;

/** The repositories that hold records of a kind, page by page. */
@ApplicationScoped
public class ListReposByCollection implements XrpcMethod {
    @Inject
    Repositories repositories;

    @Override
    public String nsid() {
        return "com.atproto.sync.listReposByCollection";
    }

    @Override
    public Kind kind() {
        return Kind.QUERY;
    }

    @Override
    public XrpcReply handle(XrpcCall call) {
        var collection = Input.nsid(call.required("collection"));
        var limit = call.integer("limit", 500, 1, 2000);
        var dids =
                repositories.having(collection, limit, call.parameter("cursor").orElse(""));
        var reply = Json.object();
        var repos = reply.putArray("repos");
        dids.forEach(did -> repos.addObject().put("did", did.value()));
        if (dids.size() == limit) {
            reply.put("cursor", dids.getLast().value());
        }
        return XrpcReply.json(reply);
    }
}
