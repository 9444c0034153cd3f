package org.computecontracts.pds.repo;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.computecontracts.atproto.Cid;
import org.computecontracts.atproto.DagCbor;
import org.computecontracts.atproto.Did;
import org.computecontracts.atproto.Nsid;
import org.computecontracts.atproto.RecordKey;
import org.computecontracts.atproto.SigningKey;
import org.computecontracts.atproto.Tid;
import org.computecontracts.atproto.repo.Car;
import org.computecontracts.atproto.repo.CarReader;
import org.computecontracts.atproto.repo.MissingBlockException;
import org.computecontracts.atproto.repo.MstContents;
import org.computecontracts.atproto.repo.RepoCommit;
import org.computecontracts.kernel.ProblemException;
import org.computecontracts.pds.PdsProblem;
import org.computecontracts.pds.record.BlobRef;
import org.computecontracts.pds.record.PreparedRecord;
import org.computecontracts.pds.record.RepoChange;
import org.computecontracts.pds.record.RepoHead;
import org.computecontracts.pds.record.RepoOp;
import org.computecontracts.pds.record.Write;

/**
 * A repository as a CAR file brings it, checked whole before any of it is stored. Its tree is kept as it is, and signed anew:
 * who signed it before does not matter, since its owner could write each record here anyway. So are its records, also those
 * that name no type or another one, as with the reference implementation: else one of them would keep an account from moving.
 */
public record Import(Tid rev, MstContents tree, List<PreparedRecord> records) {
    private static final int MOST_RECORDS = 200_000;
    private static final int LARGEST_RECORD = 1 << 20;
    private static final Duration SKEW = Duration.ofMinutes(5);

    /** INVALID_REQUEST says what is wrong with it. */
    public static Import of(byte[] file, Did did, Instant now) {
        try {
            return read(CarReader.read(file), did, now);
        } catch (IllegalArgumentException | MissingBlockException e) {
            throw refused(String.valueOf(e.getMessage())).causedBy(e);
        } catch (ProblemException e) {
            throw refused(e.detail()).causedBy(e);
        }
    }

    private static Import read(Car car, Did did, Instant now) {
        require(car.roots().size() == 1, "It must have one root");
        var commit = RepoCommit.of(car.block(car.roots().getFirst()));
        require(commit.did().equals(did), "It is the repository of " + commit.did());
        var latest = now.plus(SKEW).toEpochMilli() * 1000;
        require(commit.rev().micros() <= latest, "Its revision lies in the future: " + commit.rev());
        var tree = MstContents.of(commit.data(), car::block, MOST_RECORDS);
        var records = new ArrayList<PreparedRecord>();
        tree.records().forEach((path, cid) -> records.add(record(path, cid, car.block(cid))));
        return new Import(commit.rev(), tree, records);
    }

    private static PreparedRecord record(String path, Cid cid, byte[] cbor) {
        var slash = path.indexOf('/');
        var collection = new Nsid(path.substring(0, slash));
        var rkey = path.substring(slash + 1);
        require(RecordKey.isValid(rkey), "Not a record key: " + path);
        require(cbor.length <= LARGEST_RECORD, "A record is too large: " + path);
        require(cid.equals(Cid.ofDagCbor(cbor)), "A record is no DAG-CBOR: " + path);
        if (DagCbor.decode(cbor) instanceof ObjectNode json) {
            return new PreparedRecord(collection, rkey, cbor, cid, BlobRef.allIn(json), null);
        }
        throw new IllegalArgumentException("A record is no object: " + path);
    }

    private static void require(boolean condition, String message) {
        if (!condition) {
            throw new IllegalArgumentException(message);
        }
    }

    private static ProblemException refused(String reason) {
        return PdsProblem.INVALID_REQUEST.because("Not a repository to import: %s", reason);
    }

    /** The step that puts it in the place of what was there. */
    RepoChange change(RepoHead before, SigningKey key) {
        var latest = before.rev().compareTo(rev) > 0 ? before.rev() : rev;
        var root = tree.nodes().keySet().iterator().next();
        var commit = RepoCommit.signed(before.did(), root, Tid.after(latest), key);
        var ops = records.stream()
                .map(record -> new RepoOp(Write.of(Write.Action.PUT, record), record.cid(), null))
                .toList();
        return new RepoChange(before, commit, ops, tree.changes(), Map.of());
    }
}
