package org.computecontracts.pds;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.computecontracts.atproto.Did;
import org.computecontracts.kernel.Json;

/**
 * One operation in the log of a DID.
 *
 * @param nullified whether a stronger key has undone it
 */
public record PlcEntry(Did did, PlcOperation operation, Instant at, boolean nullified) {
    /** As the audit log shows it. */
    public ObjectNode toJson() {
        var json = Json.object().put("did", did.value());
        json.set("operation", operation.json());
        return json.put("cid", operation.cid().value())
                .put("nullified", nullified)
                .put("createdAt", at.truncatedTo(ChronoUnit.MILLIS).toString());
    }
}
