package org.computecontracts.pds.web.repo;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;
import java.util.Optional;
import org.computecontracts.atproto.Did;
import org.computecontracts.kernel.Json;
import org.computecontracts.pds.record.PreparedRecord;
import org.computecontracts.pds.record.RepoHead;
import org.computecontracts.pds.record.Write;

/** What the writing methods answer. */
final class WriteAnswers {
    private WriteAnswers() {}

    static ObjectNode written(Did did, PreparedRecord record, Optional<RepoHead> head) {
        var json = reference(did, record);
        head.ifPresent(commit -> putCommit(json, commit));
        return json;
    }

    static void putCommit(ObjectNode json, RepoHead head) {
        json.putObject("commit")
                .put("cid", head.commit().value())
                .put("rev", head.rev().value());
    }

    static ObjectNode result(Did did, Write write) {
        var record = write.record();
        var json = record == null ? Json.object() : reference(did, record);
        var action = write.action().name().toLowerCase(Locale.ROOT);
        return json.put("$type", "com.atproto.repo.applyWrites#" + action + "Result");
    }

    private static ObjectNode reference(Did did, PreparedRecord record) {
        var json = Json.object()
                .put("uri", record.uri(did).value())
                .put("cid", record.cid().value());
        record.validationStatus().ifPresent(status -> json.put("validationStatus", status));
        return json;
    }
}
