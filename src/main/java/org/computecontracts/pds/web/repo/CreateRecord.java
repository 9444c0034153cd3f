package org.computecontracts.pds.web.repo;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import org.computecontracts.atproto.Tid;
import org.computecontracts.atproto.xrpc.XrpcCall;
import org.computecontracts.atproto.xrpc.XrpcMethod;
import org.computecontracts.atproto.xrpc.XrpcReply;
import org.computecontracts.pds.record.Batch;
import org.computecontracts.pds.record.RecordRules;
import org.computecontracts.pds.record.Write;
import org.computecontracts.pds.repo.Repositories;
import org.computecontracts.pds.session.Callers;
import org.computecontracts.pds.web.Input;

/** Adds a record, under a new key unless one is named. */
@ApplicationScoped
public class CreateRecord implements XrpcMethod {
    @Inject
    Callers callers;

    @Inject
    RecordRules rules;

    @Inject
    Repositories repositories;

    @Override
    public String nsid() {
        return "com.atproto.repo.createRecord";
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
        var rkey = input.optionalText("rkey").orElseGet(() -> Tid.next().value());
        var record = WriteInput.record(rules, input, rkey, "record", input.optionalBoolean("validate"));
        var write = Write.of(Write.Action.CREATE, record);
        var written = repositories.write(did, new Batch(List.of(write), WriteInput.swapCommit(input), null));
        return XrpcReply.json(WriteAnswers.written(did, record, written.head())).with(written.limits());
    }
}
