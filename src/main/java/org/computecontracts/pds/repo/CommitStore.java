package org.computecontracts.pds.repo;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.computecontracts.kernel.data.Sql;
import org.computecontracts.pds.firehose.Frame;
import org.computecontracts.pds.record.PreparedRecord;
import org.computecontracts.pds.record.RepoChange;
import org.computecontracts.pds.record.RepoOp;
import org.computecontracts.pds.record.Write;

/**
 * Stores one commit: head, blocks, record index, sequence number and event. All of it is one statement: a write is two round
 * trips to the database, and the commit.
 */
@ApplicationScoped
@Transactional
class CommitStore {
    private static final String BLOCKS = """
            with gone as (
                delete from pds_block where did = :did and cid = any(:gone)),
            added as (
                insert into pds_block (did, cid, rev, bytes)
                select :did, b.cid, :rev, b.bytes from unnest(:added, cast(:blocks as bytea[])) as b(cid, bytes))
            """;
    private static final String WRITTEN = """
            , written as (
                insert into pds_record (did, collection, rkey, cid, rev, cbor)
                select :did, r.collection, r.rkey, r.cid, :rev, r.cbor
                  from unnest(:collections, :rkeys, :cids, cast(:records as bytea[])) as r(collection, rkey, cid, cbor)
                on conflict (did, collection, rkey) do update
                   set cid = excluded.cid, rev = excluded.rev, cbor = excluded.cbor)
            """;
    private static final String DELETED = """
            , deleted as (
                delete from pds_record where did = :did and (collection, rkey) in (
                    select * from unnest(:deletedCollections, :deletedRkeys)))
            """;
    private static final String EVENT = """
            , told as (
                insert into pds_event (seq, frame, tail, at, did)
                values (nextval('pds_event_seq'), :frame, :tail, :now, :did))
            """;
    private static final String HEAD = """
            update pds_repo set head = :head, data = :data, rev = :rev,
                   hour_at = :hourAt, hour_points = :hourPoints, day_at = :dayAt, day_points = :dayPoints
             where did = :did
            """;

    @PersistenceContext
    EntityManager em;

    /** Comes last in its transaction. Without a frame nobody is told. */
    void put(RepoState before, RepoChange change, Optional<Frame> frame, Instant now) {
        var written = writes(change, true);
        var deleted = writes(change, false);
        var sql = Sql.of(
                em,
                BLOCKS
                        + (written.isEmpty() ? "" : WRITTEN)
                        + (deleted.isEmpty() ? "" : DELETED)
                        + (frame.isEmpty() ? "" : EVENT)
                        + HEAD);
        bindHead(sql, before, change);
        bindBlocks(sql, before, change);
        if (!written.isEmpty()) {
            bindWritten(sql, written);
        }
        if (!deleted.isEmpty()) {
            sql.with(
                            "deletedCollections",
                            deleted.stream().map(Write::collection).toList())
                    .with("deletedRkeys", deleted.stream().map(Write::rkey).toList());
        }
        frame.map(told -> told.cut(now))
                .ifPresent(cut ->
                        sql.with("frame", cut.head()).with("tail", cut.tail()).with("now", now));
        sql.run();
    }

    private static List<Write> writes(RepoChange change, boolean withRecord) {
        return change.ops().stream()
                .map(RepoOp::write)
                .filter(write -> (write.record() != null) == withRecord)
                .toList();
    }

    private static void bindHead(Sql sql, RepoState before, RepoChange change) {
        var head = change.head();
        sql.with("did", head.did())
                .with("head", head.commit())
                .with("data", head.data())
                .with("rev", head.rev())
                .with("hourAt", before.hour().since())
                .with("hourPoints", before.hour().spent())
                .with("dayAt", before.day().since())
                .with("dayPoints", before.day().spent());
    }

    private static void bindBlocks(Sql sql, RepoState before, RepoChange change) {
        var gone = new ArrayList<>(change.tree().removed());
        gone.add(before.head().commit());
        var added = new LinkedHashMap<>(change.tree().added());
        added.put(change.commit().cid(), change.commit().block());
        sql.with("gone", gone).with("added", added.keySet()).with("blocks", added.values());
    }

    private static void bindWritten(Sql sql, List<Write> writes) {
        var records =
                writes.stream().map(Write::record).map(Objects::requireNonNull).toList();
        sql.with("collections", records.stream().map(PreparedRecord::collection).toList())
                .with("rkeys", records.stream().map(PreparedRecord::rkey).toList())
                .with("cids", records.stream().map(PreparedRecord::cid).toList())
                .with("records", records.stream().map(PreparedRecord::cbor).toList());
    }
}
