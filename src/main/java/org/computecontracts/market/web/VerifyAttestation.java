package org.computecontracts.market.web;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.computecontracts.atproto.AtUri;
import org.computecontracts.atproto.Cid;
import org.computecontracts.atproto.StrongRef;
import org.computecontracts.atproto.attestation.Attestations;
import org.computecontracts.atproto.pds.Pds;
import org.computecontracts.atproto.repo.RepoRecord;
import org.computecontracts.atproto.xrpc.XrpcCall;
import org.computecontracts.atproto.xrpc.XrpcError;
import org.computecontracts.atproto.xrpc.XrpcMethod;
import org.computecontracts.atproto.xrpc.XrpcReply;
import org.computecontracts.kernel.Json;
import org.computecontracts.kernel.Open;
import org.computecontracts.pds.session.Tokens.Kind;

/** {@code network.attested.verify}: whether any signature of a record verifies, and which (market protocol section 3.5). */
@ApplicationScoped
@Open("what is signed is public")
class VerifyAttestation implements XrpcMethod {
    @Inject
    Pds pds;

    @Inject
    Attestations attestations;

    @Override
    public String nsid() {
        return "network.attested.verify";
    }

    @Override
    public Kind kind() {
        return Kind.QUERY;
    }

    @Override
    public XrpcReply handle(XrpcCall call) {
        var record = record(call);
        var check = attestations.check(record);
        var answer = Json.object()
                .put("uri", record.uri().value())
                .put("cid", record.cid().value())
                .put("valid", check.valid());
        var signatures = answer.putArray("signatures");
        record.json().path("signatures").forEach(entry -> {
            if (check.keys().contains(entry.path("key").asText())) {
                signatures.add(entry);
            }
        });
        return XrpcReply.json(answer);
    }

    private RepoRecord record(XrpcCall call) {
        try {
            var uri = new AtUri(call.required("uri"));
            var cid = call.parameter("cid").map(Cid::new);
            return cid.isPresent() ? pds.get(new StrongRef(uri, cid.get())) : pds.get(uri);
        } catch (IllegalArgumentException e) {
            throw XrpcError.invalidRequest("%s", String.valueOf(e.getMessage()));
        }
    }
}
