package org.computecontracts.plc;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.Locale;
import org.computecontracts.atproto.Did;
import org.computecontracts.kernel.Json;

/**
 * One operation in the log of a DID.
 *
 * @param nullified whether a stronger key has undone it
 */
public record PlcEntry(Did did, PlcOperation operation, Instant at, boolean nullified) {
    /** Always with three decimals, so that the order of texts is the order of times. */
    private static final DateTimeFormatter MILLIS =
            new DateTimeFormatterBuilder().appendInstant(3).toFormatter(Locale.ROOT);

    /** As the audit log shows it. */
    public ObjectNode toJson() {
        var json = Json.object().put("did", did.value());
        json.set("operation", operation.json());
        return json.put("cid", operation.cid().value())
                .put("nullified", nullified)
                .put("createdAt", MILLIS.format(at));
    }
}
