package org.computecontracts.payment.chain;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.util.List;
import org.computecontracts.kernel.data.Sql;
import org.computecontracts.payment.evm.Word;

/** Which chain the ledger belongs to, by its genesis block. */
@ApplicationScoped
@Transactional
public class ChainStore {
    @PersistenceContext
    EntityManager em;

    /** The first chain seen on this network is its chain; answers which one that is. */
    Word adopt(String network, Word genesis) {
        Sql.of(em, "insert into payment_chain (network, genesis) values (:network, :genesis) on conflict do nothing")
                .with("network", network)
                .with("genesis", genesis)
                .run();
        return Sql.of(em, "select genesis from payment_chain where network = :network")
                .with("network", network)
                .one(row -> row.as("genesis", Word::new));
    }

    /**
     * A local chain was thrown away and another one is in its place: what was paid stays paid, what was under way on it
     * starts again, and nonces are counted anew.
     */
    void startOver(String network, Word genesis) {
        Sql.of(em, "update payment_chain set genesis = :genesis where network = :network")
                .with("network", network)
                .with("genesis", genesis)
                .run();
        for (var sql : List.of(
                "update payment_attempt set state = 'LOST' where network = :network and state in ('SIGNED', 'SENT', 'MINED')",
                "delete from payment_signer where network = :network",
                "update payment_charge set state = 'FINAL', settled_at = coalesce(settled_at, changed_at)"
                        + " where network = :network and state = 'MINED'",
                "update payment_outgoing set block_number = null, block_hash = null"
                        + " where network = :network and settled_at is not null",
                "update payment_charge set state = 'RESERVED', from_block = 0"
                        + " where network = :network and state in ('VERIFIED', 'SIGNED', 'BROADCAST')")) {
            Sql.of(em, sql).with("network", network).run();
        }
    }
}
