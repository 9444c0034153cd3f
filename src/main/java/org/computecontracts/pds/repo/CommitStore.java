package org.computecontracts.pds.repo;

import static java.util.stream.Collectors.joining;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.persistence.Query;
import jakarta.transaction.Transactional;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
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
                delete from pds_block where did = ?1 and cid = any(string_to_array(?9, ' '))),
            added as (
                insert into pds_block (did, cid, rev, bytes)
                select ?1, b.cid, ?4, substring(?10 from b.at for b.size)
                  from unnest(string_to_array(?11, ' '), cast(string_to_array(?12, ' ') as int[]),
                              cast(string_to_array(?13, ' ') as int[])) as b(cid, at, size))
            """;
    private static final String WRITTEN = """
            , written as (
                insert into pds_record (did, collection, rkey, cid, rev, cbor)
                select ?1, r.collection, r.rkey, r.cid, ?4, substring(?17 from r.at for r.size)
                  from unnest(string_to_array(?14, ' '), string_to_array(?15, ' '), string_to_array(?16, ' '),
                              cast(string_to_array(?18, ' ') as int[]),
                              cast(string_to_array(?19, ' ') as int[])) as r(collection, rkey, cid, at, size)
                on conflict (did, collection, rkey) do update
                   set cid = excluded.cid, rev = excluded.rev, cbor = excluded.cbor)
            """;
    private static final String DELETED = """
            , deleted as (
                delete from pds_record where did = ?1 and (collection, rkey) in (
                    select * from unnest(string_to_array(?20, ' '), string_to_array(?21, ' '))))
            """;
    private static final String EVENT = """
            , told as (
                insert into pds_event (seq, frame, tail, at, did) values (nextval('pds_event_seq'), ?22, ?23, ?24, ?1))
            """;
    private static final String HEAD = """
            update pds_repo set head = ?2, data = ?3, rev = ?4,
                   hour_at = ?5, hour_points = ?6, day_at = ?7, day_points = ?8
             where did = ?1
            """;

    @PersistenceContext
    EntityManager em;

    /** Comes last in its transaction. Without a frame nobody is told. */
    void put(RepoState before, RepoChange change, Optional<Frame> frame, Instant now) {
        var written = writes(change, true);
        var deleted = writes(change, false);
        var query = em.createNativeQuery(BLOCKS
                + (written.isEmpty() ? "" : WRITTEN)
                + (deleted.isEmpty() ? "" : DELETED)
                + (frame.isEmpty() ? "" : EVENT)
                + HEAD);
        bindHead(query, before, change);
        bindBlocks(query, before, change);
        if (!written.isEmpty()) {
            bindWritten(query, written);
        }
        if (!deleted.isEmpty()) {
            query.setParameter(20, joined(deleted, write -> write.collection().value()));
            query.setParameter(21, joined(deleted, Write::rkey));
        }
        frame.map(told -> told.cut(now))
                .ifPresent(cut -> query.setParameter(22, cut.head())
                        .setParameter(23, cut.tail())
                        .setParameter(24, Timestamp.from(now)));
        query.executeUpdate();
    }

    private static List<Write> writes(RepoChange change, boolean withRecord) {
        return change.ops().stream()
                .map(RepoOp::write)
                .filter(write -> (write.record() != null) == withRecord)
                .toList();
    }

    private static void bindHead(Query query, RepoState before, RepoChange change) {
        var head = change.head();
        query.setParameter(1, head.did().value())
                .setParameter(2, head.commit().value())
                .setParameter(3, head.data().value())
                .setParameter(4, head.rev().value())
                .setParameter(5, Timestamp.from(before.hour().since()))
                .setParameter(6, before.hour().spent())
                .setParameter(7, Timestamp.from(before.day().since()))
                .setParameter(8, before.day().spent());
    }

    private static void bindBlocks(Query query, RepoState before, RepoChange change) {
        var gone = new ArrayList<>(change.tree().removed());
        gone.add(before.head().commit());
        query.setParameter(9, joined(gone, Object::toString));
        var added = new LinkedHashMap<>(change.tree().added());
        added.put(change.commit().cid(), change.commit().block());
        var packed = Packed.of(added.values());
        query.setParameter(10, packed.bytes())
                .setParameter(11, joined(List.copyOf(added.keySet()), Object::toString))
                .setParameter(12, packed.starts())
                .setParameter(13, packed.sizes());
    }

    private static void bindWritten(Query query, List<Write> writes) {
        var records =
                writes.stream().map(Write::record).map(Objects::requireNonNull).toList();
        var packed = Packed.of(records.stream().map(PreparedRecord::cbor).toList());
        query.setParameter(14, joined(records, record -> record.collection().value()))
                .setParameter(15, joined(records, PreparedRecord::rkey))
                .setParameter(16, joined(records, record -> record.cid().value()))
                .setParameter(17, packed.bytes())
                .setParameter(18, packed.starts())
                .setParameter(19, packed.sizes());
    }

    /** None of what is joined can hold a space. */
    private static <T> String joined(List<T> items, Function<T, String> text) {
        return items.stream().map(text).collect(joining(" "));
    }
}
