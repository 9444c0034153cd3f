package org.computecontracts.pds.web.repo;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import org.computecontracts.atproto.xrpc.XrpcCall;
import org.computecontracts.atproto.xrpc.XrpcMethod;
import org.computecontracts.atproto.xrpc.XrpcReply;
import org.computecontracts.pds.record.Batch;
import org.computecontracts.pds.record.RecordRules;
import org.computecontracts.pds.record.Write;
import org.computecontracts.pds.repo.Repositories;
import org.computecontracts.pds.session.Callers;
import org.computecontracts.pds.web.Input;

/** Adds or replaces a record; the same content again changes nothing. */
@ApplicationScoped
public class PutRecord implements XrpcMethod {
    @Inject
    Callers callers;

    @Inject
    RecordRules rules;

    @Inject
    Repositories repositories;

    @Override
    public String nsid() {
        return "com.atproto.repo.putRecord";
    }

    @Override
    public Kind kind() {
        return Kind.PROCEDURE;
    }

    @Override
    public int maxBodyBytes() {
        return WriteInput.LARGEST;
    }

    @Override
    public XrpcReply handle(XrpcCall call) {
        var input = new Input(call.json());
        var did = callers.ownerOf(call, input.text("repo"));
        var record = WriteInput.record(rules, input, input.text("rkey"), "record", input.optionalBoolean("validate"));
        var write = Write.of(Write.Action.PUT, record);
        var batch = new Batch(List.of(write), WriteInput.swapCommit(input), WriteInput.swapRecord(input));
        var written = repositories.write(did, batch);
        return XrpcReply.json(WriteAnswers.written(did, record, written.head())).with(written.limits());
    }
}
