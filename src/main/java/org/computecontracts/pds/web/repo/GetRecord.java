package org.computecontracts.pds.web.repo;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.computecontracts.atproto.AtUri;
import org.computecontracts.atproto.RecordKey;
import org.computecontracts.atproto.xrpc.XrpcCall;
import org.computecontracts.atproto.xrpc.XrpcError;
import org.computecontracts.atproto.xrpc.XrpcMethod;
import org.computecontracts.atproto.xrpc.XrpcReply;
import org.computecontracts.pds.PdsProblem;
import org.computecontracts.pds.Profile;
import org.computecontracts.pds.account.Accounts;
import org.computecontracts.pds.repo.Repositories;
import org.computecontracts.pds.web.Input;

/** One record, as it is now. */
@ApplicationScoped
public class GetRecord implements XrpcMethod {
    @Inject
    Accounts accounts;

    @Inject
    Repositories repositories;

    @Override
    public String nsid() {
        return "com.atproto.repo.getRecord";
    }

    @Override
    public Kind kind() {
        return Kind.QUERY;
    }

    @Override
    public XrpcReply handle(XrpcCall call) {
        var repo = call.required("repo");
        var collection = Input.nsid(call.required("collection"));
        var rkey = call.required("rkey");
        if (!RecordKey.isValid(rkey)) {
            throw XrpcError.invalidRequest("Invalid record key: %s", rkey);
        }
        var cid = call.parameter("cid").map(Input::cid);
        return accounts.find(repo)
                .filter(Profile::active)
                .flatMap(profile -> repositories.find(AtUri.of(profile.did(), collection, rkey)))
                .filter(record -> cid.isEmpty() || cid.get().equals(record.cid()))
                .map(record -> XrpcReply.json(record.toJson()))
                .orElseThrow(() -> PdsProblem.RECORD_NOT_FOUND.because(
                        "Could not locate record: at://%s/%s/%s", repo, collection, rkey));
    }
}
