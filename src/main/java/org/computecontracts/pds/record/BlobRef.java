package org.computecontracts.pds.record;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.computecontracts.atproto.Cid;
import org.computecontracts.kernel.Json;

/** A blob as records refer to it (AT Protocol, Data Model, blob type). */
public record BlobRef(Cid cid, String mime, long size) {
    private static final long UNKNOWN_SIZE = -1;

    /** All that a record refers to, wherever in it. */
    static List<BlobRef> in(JsonNode record) {
        return found(record, BlobRef::typed);
    }

    /** Those in the form of before 2023, which records that come from elsewhere may have and no new one. Their size is not told. */
    static List<BlobRef> legacyIn(JsonNode record) {
        return found(record, BlobRef::legacy);
    }

    /** In either form. */
    public static List<BlobRef> allIn(JsonNode record) {
        return found(record, node -> typed(node).or(() -> legacy(node)));
    }

    private static List<BlobRef> found(JsonNode record, Function<JsonNode, Optional<BlobRef>> form) {
        var found = new LinkedHashSet<BlobRef>();
        collect(record, form, found);
        return List.copyOf(found);
    }

    private static void collect(JsonNode node, Function<JsonNode, Optional<BlobRef>> form, Set<BlobRef> found) {
        form.apply(node).ifPresentOrElse(found::add, () -> node.forEach(child -> collect(child, form, found)));
    }

    private static Optional<BlobRef> typed(JsonNode node) {
        var link = node.path("ref").path("$link");
        return node.path("$type").asText().equals("blob") && Cid.isValid(link.asText())
                ? Optional.of(new BlobRef(
                        new Cid(link.asText()),
                        node.path("mimeType").asText(),
                        node.path("size").asLong()))
                : Optional.empty();
    }

    /** Nothing but a CID as text and a type. */
    private static Optional<BlobRef> legacy(JsonNode node) {
        var cid = node.path("cid").asText();
        var mime = node.path("mimeType");
        return node.isObject()
                        && node.size() == 2
                        && mime.isTextual()
                        && !mime.asText().isEmpty()
                        && Cid.isRaw(cid)
                ? Optional.of(new BlobRef(new Cid(cid), mime.asText(), UNKNOWN_SIZE))
                : Optional.empty();
    }

    public ObjectNode toJson() {
        var json = Json.object().put("$type", "blob");
        json.putObject("ref").put("$link", cid.value());
        return json.put("mimeType", mime).put("size", size);
    }
}
