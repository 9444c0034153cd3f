package org.computecontracts.pds.firehose;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.computecontracts.atproto.Cid;
import org.computecontracts.atproto.DagCbor;
import org.computecontracts.atproto.Did;
import org.computecontracts.atproto.repo.Car;
import org.computecontracts.atproto.repo.RepoCommit;
import org.computecontracts.kernel.Json;
import org.computecontracts.pds.PdsProblem;
import org.computecontracts.pds.Profile;
import org.computecontracts.pds.record.RepoChange;
import org.computecontracts.pds.record.RepoOp;
import org.jspecify.annotations.Nullable;

/** One message of the firehose before it has its number: a header and a body (AT Protocol, Event Stream and Sync). */
public record Frame(ObjectNode header, ObjectNode body) {
    /** What readers may refuse more of (com.atproto.sync.subscribeRepos#commit, blocks). */
    private static final int LARGEST_COMMIT = 2_000_000;

    private static Frame event(String type) {
        return new Frame(Json.object().put("op", 1).put("t", type), Json.object());
    }

    public static Frame identity(Profile profile) {
        var frame = event("#identity");
        frame.body
                .put("did", profile.did().value())
                .put("handle", profile.handle().value());
        return frame;
    }

    /** The status is empty for an active account. */
    public static Frame account(Did did, boolean active, String status) {
        var frame = event("#account");
        frame.body.put("did", did.value()).put("active", active);
        if (!status.isEmpty()) {
            frame.body.put("status", status);
        }
        return frame;
    }

    public static Frame sync(RepoCommit commit) {
        var frame = event("#sync");
        frame.body.put("did", commit.did().value()).put("rev", commit.rev().value());
        frame.putBlocks(commit.cid(), Map.of(commit.cid(), commit.block()));
        return frame;
    }

    /** INVALID_REQUEST for more than a frame may carry. */
    public static Frame commit(RepoChange change) {
        var frame = event("#commit");
        var commit = change.commit();
        var body = frame.body;
        body.put("repo", change.did().value()).put("rev", commit.rev().value());
        body.put("rebase", false).put("tooBig", false).putArray("blobs");
        putLink(body, "commit", commit.cid());
        body.putNull("since");
        if (change.before() != null) {
            body.put("since", change.before().rev().value());
            putLink(body, "prevData", change.before().data());
        }
        frame.putOps(change.ops());
        frame.putBlocks(commit.cid(), blocks(change));
        return frame;
    }

    private static Map<Cid, byte[]> blocks(RepoChange change) {
        var blocks = new LinkedHashMap<Cid, byte[]>();
        blocks.put(change.commit().cid(), change.commit().block());
        blocks.putAll(change.proof());
        for (var op : change.ops()) {
            var record = op.write().record();
            if (record != null) {
                blocks.put(record.cid(), record.cbor());
            }
        }
        return blocks;
    }

    private void putOps(List<RepoOp> ops) {
        var list = body.putArray("ops");
        for (var op : ops) {
            var item = list.addObject()
                    .put("action", op.action())
                    .put("path", op.write().path());
            putLink(item, "cid", op.cid());
            if (op.prev() != null) {
                putLink(item, "prev", op.prev());
            }
        }
    }

    private void putBlocks(Cid root, Map<Cid, byte[]> blocks) {
        var car = new Car(List.of(root), blocks).bytes();
        if (car.length > LARGEST_COMMIT) {
            throw PdsProblem.INVALID_REQUEST.because(
                    "Too many writes, or too large: one commit may have %d bytes of blocks, not %d",
                    LARGEST_COMMIT, car.length);
        }
        body.put("blocks", car);
    }

    private static void putLink(ObjectNode json, String field, @Nullable Cid cid) {
        if (cid == null) {
            json.putNull(field);
        } else {
            json.putObject(field).put("$link", cid.value());
        }
    }

    /** Some events before the cursor are no longer kept. */
    static byte[] outdatedCursor() {
        var frame = event("#info");
        frame.body
                .put("name", "OutdatedCursor")
                .put("message", "Requested cursor exceeded limit. Possibly missing events");
        return frame.bytes();
    }

    static byte[] error(String name, String message) {
        var body = Json.object().put("error", name).put("message", message);
        return new Frame(Json.object().put("op", -1), body).bytes();
    }

    /** Everything but the number. */
    public FrameCut cut(Instant at) {
        body.put("seq", FrameCut.PLACEHOLDER)
                .put("time", at.truncatedTo(ChronoUnit.MILLIS).toString());
        return FrameCut.of(bytes());
    }

    private byte[] bytes() {
        var out = new ByteArrayOutputStream();
        out.writeBytes(DagCbor.encode(header));
        out.writeBytes(DagCbor.encode(body));
        return out.toByteArray();
    }
}
