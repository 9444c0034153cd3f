package org.computecontracts.payment.evm;

import java.util.List;

/** One event a contract left in a block. */
public record Log(
        Address emitter, List<Word> topics, String data, long index, Word transaction, long block, Word blockHash) {
    public Log {
        topics = List.copyOf(topics);
    }

    boolean isTransfer(Address token, Authorization a) {
        return emitter.equals(token)
                && topics.equals(List.of(Erc3009.TRANSFER, a.from().word(), a.to().word()))
                && data.equals(Word.of(a.value()).value());
    }
}
