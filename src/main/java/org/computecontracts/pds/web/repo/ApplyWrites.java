package org.computecontracts.pds.web.repo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.Optional;
import org.computecontracts.atproto.Tid;
import org.computecontracts.atproto.xrpc.XrpcCall;
import org.computecontracts.atproto.xrpc.XrpcError;
import org.computecontracts.atproto.xrpc.XrpcMethod;
import org.computecontracts.atproto.xrpc.XrpcReply;
import org.computecontracts.kernel.Json;
import org.computecontracts.pds.record.Batch;
import org.computecontracts.pds.record.RecordRules;
import org.computecontracts.pds.record.Write;
import org.computecontracts.pds.repo.Repositories;
import org.computecontracts.pds.session.Callers;
import org.computecontracts.pds.web.Input;

/** Several writes as one commit, or none of them. */
@ApplicationScoped
public class ApplyWrites implements XrpcMethod {
    @Inject
    Callers callers;

    @Inject
    RecordRules rules;

    @Inject
    Repositories repositories;

    @Override
    public String nsid() {
        return "com.atproto.repo.applyWrites";
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
        var writes = new ArrayList<Write>();
        for (var write : input.required("writes")) {
            writes.add(write(write, input.optionalBoolean("validate")));
        }
        var written = repositories.write(did, new Batch(writes, WriteInput.swapCommit(input), null));
        var reply = Json.object();
        written.head().ifPresent(commit -> WriteAnswers.putCommit(reply, commit));
        var results = reply.putArray("results");
        writes.forEach(write -> results.add(WriteAnswers.result(did, write)));
        return XrpcReply.json(reply).with(written.limits());
    }

    private Write write(JsonNode json, Optional<Boolean> validate) {
        if (!(json instanceof ObjectNode object)) {
            throw XrpcError.invalidRequest("Input/writes must hold objects");
        }
        var input = new Input(object);
        return switch (input.text("$type")) {
            case "com.atproto.repo.applyWrites#create" -> {
                var rkey = input.optionalText("rkey").orElseGet(() -> Tid.next().value());
                yield Write.of(Write.Action.CREATE, WriteInput.record(rules, input, rkey, "value", validate));
            }
            case "com.atproto.repo.applyWrites#update" ->
                Write.of(Write.Action.UPDATE, WriteInput.record(rules, input, input.text("rkey"), "value", validate));
            case "com.atproto.repo.applyWrites#delete" ->
                Write.delete(Input.nsid(input.text("collection")), input.text("rkey"));
            default -> throw XrpcError.invalidRequest("Action not supported: %s", input.text("$type"));
        };
    }
}
