package org.computecontracts.plc;

import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.computecontracts.atproto.Did;

/**
 * Our own directory of did:plc: an append-only log for each DID, each operation signed by a key that the one before it
 * allows. Within 72 hours a key may undo what was signed by a key of lower rank (did:plc specification, key rotation and
 * account recovery): such operations are nullified, and stay in the audit log.
 */
@ApplicationScoped
public class PlcDirectory {
    private static final Duration WINDOW = Duration.ofHours(1);
    private static final int MOST_IN_WINDOW = 10;
    private static final Duration RECOVERY = Duration.ofDays(3);

    @Inject
    PlcStore operations;

    @Inject
    Clock clock;

    /** Safe to repeat: the last operation sent again changes nothing. */
    public void submit(Did did, ObjectNode json) {
        var operation = PlcRules.checked(json);
        var audit = operations.log(did);
        var log = holding(audit);
        if (!log.isEmpty() && log.getLast().operation().cid().equals(operation.cid())) {
            return;
        }
        var undone = log.isEmpty() ? genesis(did, operation) : successor(log, operation);
        checkRate(audit);
        if (!operations.append(new PlcEntry(did, operation, clock.instant(), false), audit.size(), undone)) {
            throw outOfOrder();
        }
    }

    private static List<PlcEntry> holding(List<PlcEntry> audit) {
        return audit.stream().filter(entry -> !entry.nullified()).toList();
    }

    private static List<PlcEntry> genesis(Did did, PlcOperation operation) {
        if (operation.isTombstone() || operation.prev().isPresent()) {
            throw PlcProblem.DID_NOT_REGISTERED.because("DID not registered: %s", did);
        }
        if (!operation.did().equals(did)) {
            throw PlcProblem.INVALID_OPERATION.because("Hash of genesis operation does not match DID: %s", did);
        }
        checkSignature(operation, operation.rotationKeys());
        return List.of();
    }

    /** The operations it undoes: those that came after the one it follows. */
    private List<PlcEntry> successor(List<PlcEntry> log, PlcOperation operation) {
        var place = place(log, operation);
        var before = log.get(place).operation();
        var undone = log.subList(place + 1, log.size());
        if (before.isTombstone()) {
            throw PlcProblem.DID_TOMBSTONED.because(
                    "DID not available: %s", log.getFirst().did());
        }
        if (undone.isEmpty()) {
            checkSignature(operation, before.rotationKeys());
        } else {
            checkRecovery(before.rotationKeys(), undone.getFirst(), operation);
        }
        return undone;
    }

    private static int place(List<PlcEntry> log, PlcOperation operation) {
        for (var i = 0; i < log.size(); i++) {
            if (operation.prev().filter(log.get(i).operation().cid()::equals).isPresent()) {
                return i;
            }
        }
        throw outOfOrder();
    }

    private void checkRecovery(List<String> keys, PlcEntry disputed, PlcOperation operation) {
        var rank = disputed.operation().signer(keys).map(keys::indexOf).orElse(0);
        checkSignature(operation, keys.subList(0, rank));
        if (clock.instant().isAfter(disputed.at().plus(RECOVERY))) {
            throw PlcProblem.RECOVERY_TOO_LATE.because(
                    "Recovery operation occurred outside of the allowed 72 hr recovery window");
        }
    }

    private static void checkSignature(PlcOperation operation, List<String> keys) {
        if (operation.signer(keys).isEmpty()) {
            throw PlcProblem.INVALID_OPERATION.because("Invalid signature on op");
        }
    }

    private void checkRate(List<PlcEntry> audit) {
        var recently = clock.instant().minus(WINDOW);
        if (audit.stream().filter(entry -> entry.at().isAfter(recently)).count() >= MOST_IN_WINDOW) {
            throw PlcProblem.RATE_LIMIT_EXCEEDED.because("Too many operations within the last hour");
        }
    }

    private static RuntimeException outOfOrder() {
        return PlcProblem.OPERATION_OUT_OF_ORDER.because("prev is not an operation of this DID that can be followed");
    }

    /** DID_NOT_REGISTERED, or DID_TOMBSTONED for one that has ended. */
    public PlcOperation current(Did did) {
        var last = log(did).getLast().operation();
        if (last.isTombstone()) {
            throw PlcProblem.DID_TOMBSTONED.because("DID not available: %s", did);
        }
        return last;
    }

    /** The operations that hold. */
    public List<PlcEntry> log(Did did) {
        return holding(audit(did));
    }

    /** All operations, also those undone. */
    public List<PlcEntry> audit(Did did) {
        var log = operations.log(did);
        if (log.isEmpty()) {
            throw PlcProblem.DID_NOT_REGISTERED.because("DID not registered: %s", did);
        }
        return log;
    }

    /** Operations of all DIDs, the oldest first. */
    public List<PlcEntry> export(Instant after, int limit) {
        return operations.export(after, limit);
    }
}
