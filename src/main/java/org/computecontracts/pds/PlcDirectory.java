package org.computecontracts.pds;

import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.computecontracts.atproto.Did;

/**
 * Our own directory of did:plc: an append-only log for each DID, each operation signed by a key that the one before it
 * allows. An operation is final: the 72 hours within which a stronger key may undo it are not offered.
 */
@ApplicationScoped
public class PlcDirectory {
    private static final Duration WINDOW = Duration.ofHours(1);
    private static final int MOST_IN_WINDOW = 10;

    @Inject
    PlcStore operations;

    @Inject
    Clock clock;

    /** Safe to repeat: the last operation sent again changes nothing. */
    public void submit(Did did, ObjectNode json) {
        var operation = PlcRules.checked(json);
        var log = operations.log(did);
        if (!log.isEmpty() && log.getLast().operation().cid().equals(operation.cid())) {
            return;
        }
        if (log.isEmpty()) {
            checkGenesis(did, operation);
        } else {
            checkSuccessor(log, operation);
        }
        if (!operations.append(did, log.size(), operation, clock.instant())) {
            throw outOfOrder();
        }
    }

    private static void checkGenesis(Did did, PlcOperation operation) {
        if (operation.isTombstone() || operation.prev().isPresent()) {
            throw PdsProblem.DID_NOT_REGISTERED.because("DID not registered: %s", did);
        }
        if (!operation.did().equals(did)) {
            throw PdsProblem.INVALID_OPERATION.because("Hash of genesis operation does not match DID: %s", did);
        }
        checkSignature(operation, operation.rotationKeys());
    }

    private void checkSuccessor(List<PlcEntry> log, PlcOperation operation) {
        var last = log.getLast().operation();
        if (last.isTombstone()) {
            throw PdsProblem.DID_TOMBSTONED.because(
                    "DID not available: %s", log.getLast().did());
        }
        if (!operation.prev().filter(last.cid()::equals).isPresent()) {
            throw outOfOrder();
        }
        checkSignature(operation, last.rotationKeys());
        var recently = clock.instant().minus(WINDOW);
        if (log.stream().filter(entry -> entry.at().isAfter(recently)).count() >= MOST_IN_WINDOW) {
            throw PdsProblem.RATE_LIMIT_EXCEEDED.because("Too many operations within the last hour");
        }
    }

    private static void checkSignature(PlcOperation operation, List<String> keys) {
        if (!operation.isSignedByOneOf(keys)) {
            throw PdsProblem.INVALID_OPERATION.because("Invalid signature on op");
        }
    }

    private static RuntimeException outOfOrder() {
        return PdsProblem.OPERATION_OUT_OF_ORDER.because("prev is not the last operation of this DID");
    }

    /** DID_NOT_REGISTERED, or DID_TOMBSTONED for one that has ended. */
    public PlcOperation current(Did did) {
        var last = log(did).getLast().operation();
        if (last.isTombstone()) {
            throw PdsProblem.DID_TOMBSTONED.because("DID not available: %s", did);
        }
        return last;
    }

    public List<PlcEntry> log(Did did) {
        var log = operations.log(did);
        if (log.isEmpty()) {
            throw PdsProblem.DID_NOT_REGISTERED.because("DID not registered: %s", did);
        }
        return log;
    }
}
