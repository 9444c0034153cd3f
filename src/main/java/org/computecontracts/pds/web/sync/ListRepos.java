package org.computecontracts.pds.web.sync;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.computecontracts.atproto.xrpc.XrpcCall;
import org.computecontracts.atproto.xrpc.XrpcMethod;
import org.computecontracts.atproto.xrpc.XrpcReply;
import org.computecontracts.kernel.Json;
import org.computecontracts.pds.session.Archives;

/** All repositories, page by page. */
@ApplicationScoped
public class ListRepos implements XrpcMethod {
    @Inject
    Archives archives;

    @Override
    public String nsid() {
        return "com.atproto.sync.listRepos";
    }

    @Override
    public Kind kind() {
        return Kind.QUERY;
    }

    @Override
    public XrpcReply handle(XrpcCall call) {
        var limit = call.integer("limit", 500, 1, 1000);
        var heads = archives.heads(limit, call.parameter("cursor").orElse(""));
        var reply = Json.object();
        var repos = reply.putArray("repos");
        for (var head : heads) {
            var repo = repos.addObject()
                    .put("did", head.did().value())
                    .put("head", head.commit().value())
                    .put("rev", head.rev().value())
                    .put("active", head.active());
            if (!head.active()) {
                repo.put("status", "deactivated");
            }
        }
        if (heads.size() == limit) {
            reply.put("cursor", heads.getLast().did().value());
        }
        return XrpcReply.json(reply);
    }
}
