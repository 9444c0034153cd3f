package org.computecontracts.pds;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.computecontracts.atproto.Cid;
import org.computecontracts.atproto.Did;
import org.computecontracts.atproto.SigningKey;

/** Writes repositories: head, tree, records and firehose change together or not at all. */
@ApplicationScoped
@Transactional
class RepoStore {
    @PersistenceContext
    EntityManager em;

    @Inject
    BlockStore blocks;

    @Inject
    EventStore events;

    void create(Profile profile, SigningKey key, Instant now) {
        var change = RepoDraft.first(profile.did(), key);
        var head = change.head();
        em.createNativeQuery("insert into pds_repo (did, head, data, rev) values (?1, ?2, ?3, ?4)")
                .setParameter(1, head.did().value())
                .setParameter(2, head.commit().value())
                .setParameter(3, head.data().value())
                .setParameter(4, head.rev().value())
                .executeUpdate();
        addBlocks(change);
        events.append(
                List.of(Frame.identity(profile), Frame.account(profile), Frame.commit(change), Frame.sync(change)),
                now);
    }

    /** The new head; empty when nothing changed. The lock on the head makes one writer a repository. */
    Optional<RepoHead> write(Did did, Batch batch, SigningKey key, Instant now) {
        var head = blocks.headForUpdate(did);
        var next = RepoDraft.next(head, cid -> blocks.block(did, cid), batch, key);
        next.ifPresent(change -> store(head, change, now));
        return next.map(RepoChange::head);
    }

    private void store(RepoHead before, RepoChange change, Instant now) {
        var head = change.head();
        em.createNativeQuery("update pds_repo set head = ?2, data = ?3, rev = ?4 where did = ?1")
                .setParameter(1, head.did().value())
                .setParameter(2, head.commit().value())
                .setParameter(3, head.data().value())
                .setParameter(4, head.rev().value())
                .executeUpdate();
        removeBlocks(before.did(), change.tree().removed());
        removeBlocks(before.did(), List.of(before.commit()));
        addBlocks(change);
        change.ops().forEach(op -> storeRecord(head, op));
        events.append(List.of(Frame.commit(change)), now);
    }

    private void addBlocks(RepoChange change) {
        var head = change.head();
        change.tree().added().forEach((cid, block) -> addBlock(head, cid, block));
        addBlock(head, head.commit(), change.commit().block());
    }

    private void addBlock(RepoHead head, Cid cid, byte[] block) {
        em.createNativeQuery("insert into pds_block (did, cid, rev, bytes) values (?1, ?2, ?3, ?4)")
                .setParameter(1, head.did().value())
                .setParameter(2, cid.value())
                .setParameter(3, head.rev().value())
                .setParameter(4, block)
                .executeUpdate();
    }

    private void removeBlocks(Did did, Collection<Cid> cids) {
        em.createNativeQuery("delete from pds_block where did = ?1 and cid = any(string_to_array(?2, ' '))")
                .setParameter(1, did.value())
                .setParameter(2, cids.stream().map(Cid::value).collect(Collectors.joining(" ")))
                .executeUpdate();
    }

    private void storeRecord(RepoHead head, RepoOp op) {
        var record = op.write().record();
        var sql = record == null ? "delete from pds_record where did = ?1 and collection = ?2 and rkey = ?3" : """
                  insert into pds_record (did, collection, rkey, cid, rev, cbor) values (?1, ?2, ?3, ?4, ?5, ?6)
                  on conflict (did, collection, rkey) do update
                  set cid = excluded.cid, rev = excluded.rev, cbor = excluded.cbor
                  """;
        var query = em.createNativeQuery(sql)
                .setParameter(1, head.did().value())
                .setParameter(2, op.write().collection().value())
                .setParameter(3, op.write().rkey());
        if (record != null) {
            query.setParameter(4, record.cid().value())
                    .setParameter(5, head.rev().value())
                    .setParameter(6, record.cbor());
        }
        query.executeUpdate();
    }
}
