package org.computecontracts.pds.web.repo;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import org.computecontracts.atproto.xrpc.XrpcCall;
import org.computecontracts.atproto.xrpc.XrpcMethod;
import org.computecontracts.atproto.xrpc.XrpcReply;
import org.computecontracts.kernel.Json;
import org.computecontracts.pds.record.Batch;
import org.computecontracts.pds.record.Write;
import org.computecontracts.pds.repo.Repositories;
import org.computecontracts.pds.session.Callers;
import org.computecontracts.pds.web.Input;

/** Takes a record away; what is not there is gone already. */
@ApplicationScoped
public class DeleteRecord implements XrpcMethod {
    @Inject
    Callers callers;

    @Inject
    Repositories repositories;

    @Override
    public String nsid() {
        return "com.atproto.repo.deleteRecord";
    }

    @Override
    public Kind kind() {
        return Kind.PROCEDURE;
    }

    @Override
    public XrpcReply handle(XrpcCall call) {
        var input = new Input(call.json());
        var did = callers.ownerOf(call, input.text("repo"));
        var write = Write.delete(Input.nsid(input.text("collection")), input.text("rkey"));
        var batch = new Batch(List.of(write), WriteInput.swapCommit(input), WriteInput.swapRecord(input));
        var reply = Json.object();
        var written = repositories.write(did, batch);
        written.head().ifPresent(head -> WriteAnswers.putCommit(reply, head));
        return XrpcReply.json(reply).with(written.limits());
    }
}
