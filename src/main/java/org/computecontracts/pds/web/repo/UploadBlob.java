package org.computecontracts.pds.web.repo;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.computecontracts.atproto.XrpcCall;
import org.computecontracts.atproto.XrpcMethod;
import org.computecontracts.atproto.XrpcReply;
import org.computecontracts.kernel.Json;
import org.computecontracts.pds.Blobs;
import org.computecontracts.pds.Callers;

/** Takes a blob in. It is dropped again unless a record refers to it soon. */
@ApplicationScoped
public class UploadBlob implements XrpcMethod {
    @Inject
    Callers callers;

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
        callers.of(call);
    }

    @Override
    public XrpcReply handle(XrpcCall call) {
        var taken = blobs.upload(callers.of(call).did(), call.contentType().orElse(""), call.body());
        var reply = Json.object();
        reply.set("blob", taken.blob().toJson());
        return XrpcReply.json(reply).with(taken.limits());
    }

    @Override
    public int maxBodyBytes() {
        return Blobs.LARGEST;
    }
}
