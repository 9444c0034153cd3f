package org.computecontracts.network.ingest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Base64;
import java.util.LinkedHashSet;
import java.util.Set;
import org.computecontracts.atproto.AtUri;
import org.computecontracts.atproto.Cid;
import org.computecontracts.atproto.DagCbor;
import org.computecontracts.atproto.Did;
import org.computecontracts.atproto.StrongRef;
import org.computecontracts.atproto.Tid;
import org.computecontracts.atproto.repo.ProvenWrite;
import org.computecontracts.kernel.Json;
import org.computecontracts.kernel.ProblemException;
import org.computecontracts.network.host.NamedAccounts;
import org.jspecify.annotations.Nullable;

/**
 * A proved version of a record, or its end, about to be stored.
 *
 * @param json null when the bytes are no record
 * @param reason why it is not valid; empty when it is
 */
public record RecordWrite(
        AtUri uri,
        Tid rev,
        @Nullable Cid cid,
        byte[] cbor,
        @Nullable ObjectNode json,
        String reason) {
    private static final int MAX_LINKS = 100;

    /** IllegalArgumentException when the path is no place for a record. */
    public static RecordWrite of(Did did, Tid rev, ProvenWrite write) {
        var uri = new AtUri("at://" + did.value() + "/" + write.path());
        var cbor = write.cbor();
        if (write.cid() == null) {
            return gone(uri, rev);
        }
        if (cbor == null) {
            throw new IllegalArgumentException("The record was not sent along: " + uri);
        }
        try {
            return read(uri, rev, write.cid(), cbor);
        } catch (ProblemException e) {
            return new RecordWrite(uri, rev, write.cid(), cbor, null, e.detail());
        }
    }

    static RecordWrite gone(AtUri uri, Tid rev) {
        return new RecordWrite(uri, rev, null, new byte[0], null, "");
    }

    private static RecordWrite read(AtUri uri, Tid rev, Cid cid, byte[] cbor) {
        if (!(DagCbor.decode(cbor) instanceof ObjectNode json)) {
            return new RecordWrite(uri, rev, cid, cbor, null, "Not an object");
        }
        if (Json.write(json).contains("\\u0000")) {
            return new RecordWrite(uri, rev, cid, cbor, null, "A NUL character in its text");
        }
        var type = json.path("$type").asText();
        var isTyped = type.equals(uri.collection().value());
        return new RecordWrite(uri, rev, cid, cbor, json, isTyped ? "" : "Its $type is not its collection's");
    }

    boolean isDeletion() {
        return cid == null;
    }

    public boolean isValid() {
        return cid != null && reason.isEmpty();
    }

    public StrongRef ref() {
        if (cid == null) {
            throw new IllegalStateException(uri + " is gone");
        }
        return new StrongRef(uri, cid);
    }

    /** As a row for the database. */
    ObjectNode row() {
        var row = Json.object()
                .put("uri", uri.value())
                .put("did", uri.authority().value())
                .put("collection", uri.collection().value())
                .put("rkey", uri.rkey())
                .put("rev", rev.value())
                .put("cid", cid == null ? null : cid.value())
                .put("cbor", Base64.getEncoder().encodeToString(cbor))
                .put("valid", isValid())
                .put("reason", reason);
        row.set("json", json);
        return row;
    }

    /** Records and accounts that this one names anywhere, its author left out. */
    Set<String> links() {
        var links = new LinkedHashSet<String>();
        if (json != null) {
            collect(json, links);
            NamedAccounts.of(uri, json).stream()
                    .filter(did -> !did.equals(uri.authority()))
                    .forEach(did -> links.add(did.value()));
        }
        return links;
    }

    private static void collect(JsonNode node, Set<String> links) {
        if (node.isTextual() && node.textValue().startsWith("at://") && links.size() < MAX_LINKS) {
            addIfValid(node.textValue(), links);
        }
        node.forEach(child -> collect(child, links));
    }

    private static void addIfValid(String text, Set<String> links) {
        try {
            links.add(new AtUri(text).value());
        } catch (ProblemException | IllegalArgumentException e) {
            return; // some other text that begins so
        }
    }
}
