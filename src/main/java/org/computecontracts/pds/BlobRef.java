package org.computecontracts.pds;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import org.computecontracts.atproto.Cid;
import org.computecontracts.kernel.Json;

/** A blob as records refer to it (AT Protocol, Data Model, blob type). */
public record BlobRef(Cid cid, String mime, long size) {
    /** All that a record refers to, wherever in it. */
    static List<BlobRef> in(JsonNode record) {
        var found = new ArrayList<BlobRef>();
        collect(record, found);
        return found.stream().distinct().toList();
    }

    private static void collect(JsonNode node, List<BlobRef> found) {
        var link = node.path("ref").path("$link");
        if (node.path("$type").asText().equals("blob") && link.isTextual()) {
            found.add(new BlobRef(
                    new Cid(link.asText()),
                    node.path("mimeType").asText(),
                    node.path("size").asLong()));
        } else {
            node.forEach(child -> collect(child, found));
        }
    }

    public ObjectNode toJson() {
        var json = Json.object().put("$type", "blob");
        json.putObject("ref").put("$link", cid.value());
        return json.put("mimeType", mime).put("size", size);
    }
}
