package org.computecontracts.testing;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.computecontracts.atproto.Cid;
import org.computecontracts.atproto.DagCbor;
import org.computecontracts.atproto.Did;
import org.computecontracts.atproto.SigningKey;
import org.computecontracts.atproto.Tid;
import org.computecontracts.atproto.repo.Car;
import org.computecontracts.atproto.repo.MissingBlockException;
import org.computecontracts.atproto.repo.Mst;
import org.computecontracts.atproto.repo.RepoCommit;
import org.computecontracts.kernel.Json;
import org.jspecify.annotations.Nullable;

/** A repository with its own key that tells each change as a host's stream would. Belongs to one thread. */
public final class SignedRepo {
    public final Did did;
    public SigningKey key;
    private final Map<Cid, byte[]> blocks = new HashMap<>();
    private Cid data;
    private Tid rev = Tid.next();
    private RepoCommit head;

    /** One write; no record means a deletion. */
    public record Write(String path, @Nullable ObjectNode record) {
        public static Write put(String path, String text) {
            var type = path.substring(0, path.indexOf('/'));
            return new Write(path, Json.object().put("$type", type).put("text", text));
        }

        public static Write delete(String path) {
            return new Write(path, null);
        }
    }

    public SignedRepo(Did did, SigningKey key) {
        this.did = did;
        this.key = key;
        var tree = Mst.empty();
        blocks.putAll(tree.changes().added());
        data = tree.root();
        head = RepoCommit.signed(did, data, rev, key);
    }

    public Tid rev() {
        return rev;
    }

    public Cid data() {
        return data;
    }

    public RepoCommit head() {
        return head;
    }

    /** Body of a #commit for these writes, numbered. */
    public ObjectNode commit(long seq, Write... writes) {
        var tree = Mst.open(data, this::block);
        var sent = new LinkedHashMap<Cid, byte[]>();
        var body = Json.object();
        body.put("since", rev.value());
        link(body, "prevData", data);
        var ops = body.putArray("ops");
        for (var write : writes) {
            var prev = tree.get(write.path()).orElse(null);
            ops.add(op(tree, write, prev, sent));
        }
        tree.changes().added().forEach(blocks::put);
        tree.changes().removed().forEach(blocks::remove);
        data = tree.root();
        for (var write : writes) {
            sent.putAll(tree.proof(write.path()));
        }
        rev = Tid.after(rev);
        head = RepoCommit.signed(did, data, rev, key);
        body.put("seq", seq).put("repo", did.value()).put("rev", rev.value()).put("time", Instant.EPOCH.toString());
        body.put("rebase", false).put("tooBig", false).putArray("blobs");
        link(body, "commit", head.cid());
        var all = new LinkedHashMap<Cid, byte[]>();
        all.put(head.cid(), head.block());
        all.putAll(sent);
        putBlocks(body, head.cid(), all);
        return body;
    }

    /** Body of a #commit whose tree is an empty node in an otherwise empty one, said to come of a deletion. */
    public ObjectNode hollow(long seq, String path) {
        var empty = node(null);
        var root = node(Cid.ofDagCbor(empty));
        var body = Json.object();
        body.put("since", rev.value());
        link(body, "prevData", data);
        link(
                body.putArray("ops")
                        .addObject()
                        .put("path", path)
                        .put("action", "delete")
                        .putNull("cid"),
                "prev",
                cid(path));
        data = Cid.ofDagCbor(root);
        rev = Tid.after(rev);
        head = RepoCommit.signed(did, data, rev, key);
        body.put("seq", seq).put("repo", did.value()).put("rev", rev.value()).put("time", Instant.EPOCH.toString());
        body.put("rebase", false).put("tooBig", false).putArray("blobs");
        link(body, "commit", head.cid());
        putBlocks(body, head.cid(), Map.of(head.cid(), head.block(), data, root, Cid.ofDagCbor(empty), empty));
        return body;
    }

    private static byte[] node(@Nullable Cid left) {
        var node = Json.object();
        node.putArray("e");
        if (left == null) {
            node.putNull("l");
        } else {
            link(node, "l", left);
        }
        return DagCbor.encode(node);
    }

    private ObjectNode op(Mst tree, Write write, @Nullable Cid prev, Map<Cid, byte[]> sent) {
        var op = Json.object().put("path", write.path());
        if (write.record() == null) {
            tree.delete(write.path());
            op.put("action", "delete").putNull("cid");
        } else {
            var cbor = DagCbor.encode(write.record());
            var cid = Cid.ofDagCbor(cbor);
            tree.put(write.path(), cid);
            blocks.put(cid, cbor);
            sent.put(cid, cbor);
            link(op.put("action", prev == null ? "create" : "update"), "cid", cid);
        }
        if (prev != null) {
            link(op, "prev", prev);
        }
        return op;
    }

    public ObjectNode sync(long seq) {
        var body = Json.object().put("seq", seq).put("did", did.value()).put("rev", rev.value());
        putBlocks(body.put("time", Instant.EPOCH.toString()), head.cid(), Map.of(head.cid(), head.block()));
        return body;
    }

    public ObjectNode identity(long seq) {
        return Json.object().put("seq", seq).put("did", did.value()).put("time", Instant.EPOCH.toString());
    }

    public ObjectNode account(long seq, boolean active, String status) {
        return identity(seq).put("active", active).put("status", status);
    }

    /** The same head under another key. */
    public void rotate(SigningKey next) {
        key = next;
        rev = Tid.after(rev);
        head = RepoCommit.signed(did, data, rev, key);
    }

    /** As com.atproto.sync.getRepo answers. */
    public byte[] archive() {
        var all = new LinkedHashMap<Cid, byte[]>();
        all.put(head.cid(), head.block());
        collect(data, all);
        return new Car(List.of(head.cid()), all).bytes();
    }

    private void collect(Cid root, Map<Cid, byte[]> all) {
        for (var entry : Mst.open(root, cid -> {
                    var bytes = block(cid);
                    all.put(cid, bytes);
                    return bytes;
                })
                .entries()
                .values()) {
            all.put(entry, block(entry));
        }
    }

    /** As com.atproto.sync.getRecord answers. */
    public byte[] proof(String path) {
        var all = new LinkedHashMap<Cid, byte[]>();
        all.put(head.cid(), head.block());
        var tree = Mst.open(data, this::block);
        all.putAll(tree.proof(path));
        tree.get(path).ifPresent(cid -> all.put(cid, block(cid)));
        return new Car(List.of(head.cid()), all).bytes();
    }

    /** As com.atproto.sync.getBlocks answers; those it has not are missing. */
    public Car blocks(Collection<Cid> cids) {
        var found = new LinkedHashMap<Cid, byte[]>();
        cids.stream().filter(blocks::containsKey).forEach(cid -> found.put(cid, block(cid)));
        return new Car(List.of(), found);
    }

    public List<String> paths() {
        return new ArrayList<>(Mst.open(data, this::block).entries().keySet());
    }

    public Cid cid(String path) {
        return Mst.open(data, this::block).get(path).orElseThrow();
    }

    private byte[] block(Cid cid) {
        var block = blocks.get(cid);
        if (block == null) {
            throw new MissingBlockException(cid);
        }
        return block;
    }

    public static byte[] frame(String type, ObjectNode body) {
        return frame(Json.object().put("op", 1).put("t", type), body);
    }

    public static byte[] error(String name) {
        return frame(Json.object().put("op", -1), Json.object().put("error", name));
    }

    public static byte[] frame(ObjectNode header, ObjectNode body) {
        var out = new ByteArrayOutputStream();
        out.writeBytes(DagCbor.encode(header));
        out.writeBytes(DagCbor.encode(body));
        return out.toByteArray();
    }

    public static void putBlocks(ObjectNode body, Cid root, Map<Cid, byte[]> blocks) {
        var car = new Car(List.of(root), blocks).bytes();
        body.putObject("blocks")
                .put("$bytes", Base64.getEncoder().withoutPadding().encodeToString(car));
    }

    private static void link(ObjectNode json, String field, Cid cid) {
        json.putObject(field).put("$link", cid.value());
    }
}
