package org.computecontracts.payment.evm;

import java.util.List;
import java.util.Optional;

/** What became of a transaction that is in a block. */
public record Receipt(Word transaction, boolean succeeded, long block, Word blockHash, List<Log> logs) {
    public Receipt {
        logs = List.copyOf(logs);
    }

    /** The transfer that this authorization is for; status alone would also be true of another token's code. */
    public Optional<Log> transfer(Address token, Authorization authorization) {
        return succeeded
                ? logs.stream()
                        .filter(log -> log.isTransfer(token, authorization))
                        .findFirst()
                : Optional.empty();
    }
}
