package org.computecontracts.atproto.repo;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Base64;
import org.computecontracts.atproto.Cid;
import org.computecontracts.atproto.DagCbor;
import org.computecontracts.atproto.Did;
import org.computecontracts.atproto.SigningKey;
import org.computecontracts.atproto.Tid;
import org.computecontracts.atproto.VerifyingKey;
import org.computecontracts.kernel.Json;
import org.jspecify.annotations.Nullable;

/**
 * The signed head of a repository at one revision (AT Protocol, Repository, commit objects, version 3).
 *
 * @param block what was hashed
 */
public record RepoCommit(ObjectNode json, byte[] block, Cid cid) {
    private static final int VERSION = 3;

    public static RepoCommit signed(Did did, Cid data, Tid rev, SigningKey key) {
        var json = Json.object();
        json.put("did", did.value()).put("version", VERSION).put("rev", rev.value());
        json.putObject("data").put("$link", data.value());
        json.putNull("prev");
        var signature = key.sign(DagCbor.encode(json));
        json.putObject("sig").put("$bytes", Base64.getEncoder().withoutPadding().encodeToString(signature));
        var block = DagCbor.encode(json);
        return new RepoCommit(json, block, Cid.ofDagCbor(block));
    }

    public static RepoCommit of(byte[] block) {
        if (DagCbor.decode(block) instanceof ObjectNode json
                && json.path("version").asInt() == VERSION) {
            return new RepoCommit(json, block.clone(), Cid.ofDagCbor(block));
        }
        throw new IllegalArgumentException("Not a commit of version 3");
    }

    public Did did() {
        return new Did(json.path("did").asText());
    }

    /** Root of the tree. */
    public Cid data() {
        return new Cid(json.path("data").path("$link").asText());
    }

    public Tid rev() {
        return new Tid(json.path("rev").asText());
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof RepoCommit commit && commit.cid.equals(cid);
    }

    @Override
    public int hashCode() {
        return cid.hashCode();
    }

    public boolean verify(VerifyingKey key) {
        var signature =
                Base64.getDecoder().decode(json.path("sig").path("$bytes").asText());
        var unsigned = json.deepCopy();
        unsigned.remove("sig");
        return key.verify(DagCbor.encode(unsigned), signature);
    }
}
