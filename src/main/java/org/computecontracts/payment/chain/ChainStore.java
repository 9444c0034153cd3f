package org.computecontracts.payment.chain;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.util.List;
import org.computecontracts.payment.evm.Word;

/** Which chain the ledger belongs to, by its genesis block. */
@ApplicationScoped
@Transactional
public class ChainStore {
    @PersistenceContext
    EntityManager em;

    /** The first chain seen on this network is its chain; answers which one that is. */
    Word adopt(String network, Word genesis) {
        em.createNativeQuery("insert into payment_chain (network, genesis) values (?, ?) on conflict do nothing")
                .setParameter(1, network)
                .setParameter(2, genesis.value())
                .executeUpdate();
        return new Word((String) em.createNativeQuery("select genesis from payment_chain where network = ?")
                .setParameter(1, network)
                .getSingleResult());
    }

    /**
     * A local chain was thrown away and another one is in its place: what was paid stays paid, what was under way on it
     * starts again, and nonces are counted anew.
     */
    void startOver(String network, Word genesis) {
        for (var sql : List.of(
                "update payment_chain set genesis = ?2 where network = ?1",
                "update payment_attempt set state = 'LOST' where network = ?1 and state in ('SIGNED', 'SENT', 'MINED')",
                "delete from payment_signer where network = ?1",
                "update payment_charge set state = 'FINAL', settled_at = coalesce(settled_at, changed_at) where network = ?1 and state = 'MINED'",
                "update payment_outgoing set block_number = null, block_hash = null where network = ?1 and settled_at is not null",
                "update payment_charge set state = 'RESERVED', from_block = 0"
                        + " where network = ?1 and state in ('VERIFIED', 'SIGNED', 'BROADCAST')")) {
            var update = em.createNativeQuery(sql).setParameter(1, network);
            if (sql.contains("?2")) {
                update.setParameter(2, genesis.value());
            }
            update.executeUpdate();
        }
    }
}
