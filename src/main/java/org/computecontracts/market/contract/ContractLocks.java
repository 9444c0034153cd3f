package org.computecontracts.market.contract;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** One at a time for each contract, on this node. Nobody outside is asked meanwhile: a lock is shared by many contracts. */
@ApplicationScoped
public class ContractLocks {
    private final List<ReentrantLock> locks =
            Stream.generate(ReentrantLock::new).limit(64).toList();

    public <T> T take(UUID contract, Supplier<T> step) {
        var lock = locks.get(Math.floorMod(contract.hashCode(), locks.size()));
        lock.lock();
        try {
            return step.get();
        } finally {
            lock.unlock();
        }
    }
}
