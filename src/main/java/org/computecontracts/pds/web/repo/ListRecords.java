package org.computecontracts.pds.web.repo;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Optional;
import org.computecontracts.atproto.xrpc.XrpcCall;
import org.computecontracts.atproto.xrpc.XrpcError;
import org.computecontracts.atproto.xrpc.XrpcMethod;
import org.computecontracts.atproto.xrpc.XrpcReply;
import org.computecontracts.kernel.Json;
import org.computecontracts.pds.Profile;
import org.computecontracts.pds.account.Accounts;
import org.computecontracts.pds.repo.Repositories;
import org.computecontracts.pds.web.Input;

/** A page of a collection, newest key first. */
@ApplicationScoped
public class ListRecords implements XrpcMethod {
    @Inject
    Accounts accounts;

    @Inject
    Repositories repositories;

    @Override
    public String nsid() {
        return "com.atproto.repo.listRecords";
    }

    @Override
    public Kind kind() {
        return Kind.QUERY;
    }

    @Override
    public XrpcReply handle(XrpcCall call) {
        var repo = call.required("repo");
        var collection = Input.nsid(call.required("collection"));
        var limit = call.integer("limit", 50, 1, 100);
        var reverse = call.parameter("reverse").equals(Optional.of("true"));
        var profile = accounts.find(repo)
                .filter(Profile::active)
                .orElseThrow(() -> XrpcError.invalidRequest("Could not find repo: %s", repo));
        var page = repositories.list(profile.did(), collection, limit, call.parameter("cursor"), reverse);
        var reply = Json.object();
        var records = reply.putArray("records");
        page.forEach(record -> records.add(record.toJson()));
        if (!page.isEmpty()) {
            reply.put("cursor", page.getLast().uri().rkey());
        }
        return XrpcReply.json(reply);
    }
}
