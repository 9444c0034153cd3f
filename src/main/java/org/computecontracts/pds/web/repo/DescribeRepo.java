package org.computecontracts.pds.web.repo;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.computecontracts.atproto.xrpc.XrpcCall;
import org.computecontracts.atproto.xrpc.XrpcError;
import org.computecontracts.atproto.xrpc.XrpcMethod;
import org.computecontracts.atproto.xrpc.XrpcReply;
import org.computecontracts.kernel.Json;
import org.computecontracts.pds.Profile;
import org.computecontracts.pds.account.Accounts;
import org.computecontracts.pds.account.Plc;
import org.computecontracts.pds.repo.Repositories;

/** An account: its DID document, its collections, and whether its handle holds both ways. */
@ApplicationScoped
public class DescribeRepo implements XrpcMethod {
    @Inject
    Accounts accounts;

    @Inject
    Repositories repositories;

    @Inject
    Plc plc;

    @Override
    public String nsid() {
        return "com.atproto.repo.describeRepo";
    }

    @Override
    public Kind kind() {
        return Kind.QUERY;
    }

    @Override
    public XrpcReply handle(XrpcCall call) {
        var repo = call.required("repo");
        var profile = accounts.find(repo)
                .filter(Profile::active)
                .orElseThrow(() -> XrpcError.invalidRequest("Could not find repo: %s", repo));
        var document = plc.document(profile.did());
        var claimed = document.path("alsoKnownAs").path(0).asText();
        var reply = Json.object()
                .put("handle", profile.handle().value())
                .put("did", profile.did().value())
                .put("handleIsCorrect", claimed.equals("at://" + profile.handle()));
        reply.set("didDoc", document);
        var collections = reply.putArray("collections");
        repositories.collections(profile.did()).forEach(collection -> collections.add(collection.value()));
        return XrpcReply.json(reply);
    }
}
