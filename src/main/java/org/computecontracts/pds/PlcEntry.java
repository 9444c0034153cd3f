package org.computecontracts.pds;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.computecontracts.atproto.Did;
import org.computecontracts.kernel.Json;

/** One operation in the log of a DID. */
public record PlcEntry(Did did, PlcOperation operation, Instant at) {
    /** As the audit log shows it. */
    public ObjectNode toJson() {
        var json = Json.object().put("did", did.value());
        json.set("operation", operation.json());
        return json.put("cid", operation.cid().value())
                .put("nullified", false)
                .put("createdAt", at.truncatedTo(ChronoUnit.MILLIS).toString());
    }
}
