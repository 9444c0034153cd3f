package org.computecontracts.pds.web.repo;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.computecontracts.atproto.Did;
import org.computecontracts.atproto.xrpc.XrpcCall;
import org.computecontracts.atproto.xrpc.XrpcMethod;
import org.computecontracts.atproto.xrpc.XrpcReply;
import org.computecontracts.kernel.Json;
import org.computecontracts.pds.PdsProblem;
import org.computecontracts.pds.Profile;
import org.computecontracts.pds.account.Accounts;
import org.computecontracts.pds.blob.Blobs;
import org.computecontracts.pds.session.Callers;
import org.computecontracts.pds.session.ServiceCallers;

/** Takes a blob in. It is dropped again unless a record refers to it soon. */
@ApplicationScoped
public class UploadBlob implements XrpcMethod {
    @Inject
    Callers callers;

    @Inject
    ServiceCallers services;

    @Inject
    Accounts accounts;

    @Inject
    Blobs blobs;

    @Override
    public String nsid() {
        return "com.atproto.repo.uploadBlob";
    }

    @Override
    public Kind kind() {
        return Kind.PROCEDURE;
    }

    @Override
    public void admit(XrpcCall call) {
        if (services.isOne(call)) {
            requireHere(services.of(call));
        } else {
            callers.of(call);
        }
    }

    /** A service that acts for an account: what makes its videos, for one. */
    private Did requireHere(Did did) {
        return accounts.find(did)
                .map(Profile::did)
                .orElseThrow(() -> PdsProblem.INVALID_TOKEN.because("Account not found"));
    }

    @Override
    public XrpcReply handle(XrpcCall call) {
        var taken = services.isOne(call)
                ? services.serve(call, did -> upload(requireHere(did), call))
                : upload(callers.of(call).did(), call);
        var reply = Json.object();
        reply.set("blob", taken.blob().toJson());
        return XrpcReply.json(reply).with(taken.limits());
    }

    private Blobs.Taken upload(Did did, XrpcCall call) {
        return blobs.upload(did, call.contentType().orElse(""), call.body());
    }

    @Override
    public int maxBodyBytes() {
        return Blobs.LARGEST;
    }
}
