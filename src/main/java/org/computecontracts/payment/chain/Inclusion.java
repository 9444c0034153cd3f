package org.computecontracts.payment.chain;

import jakarta.persistence.Embeddable;
import java.time.Instant;
import java.util.Optional;
import org.computecontracts.payment.evm.Log;
import org.computecontracts.payment.evm.Word;
import org.jspecify.annotations.Nullable;

/** Where in the chain a charge's transfer is, if it is there. */
@Embeddable
public class Inclusion {
    private @Nullable Word settlementTx;
    private @Nullable Long blockNumber;
    private @Nullable Word blockHash;
    private @Nullable Long logIndex;
    private @Nullable Instant settledAt;

    /** In another block than before it is not certain any more. */
    public void mined(Log transfer) {
        if (!transfer.blockHash().equals(blockHash)) {
            settledAt = null;
        }
        settlementTx = transfer.transaction();
        blockNumber = transfer.block();
        blockHash = transfer.blockHash();
        logIndex = transfer.index();
    }

    public void confirmed(Instant now) {
        if (settledAt == null) {
            settledAt = now;
        }
    }

    public void forget() {
        settlementTx = null;
        blockNumber = null;
        blockHash = null;
        logIndex = null;
        settledAt = null;
    }

    public Optional<Word> transaction() {
        return Optional.ofNullable(settlementTx);
    }

    public long blockNumber() {
        return blockNumber == null ? 0 : blockNumber;
    }

    public Optional<Word> blockHash() {
        return Optional.ofNullable(blockHash);
    }

    public Optional<Instant> settledAt() {
        return Optional.ofNullable(settledAt);
    }
}
