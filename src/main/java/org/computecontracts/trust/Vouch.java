package org.computecontracts.trust;

import java.time.Instant;
import org.computecontracts.atproto.Did;
import org.computecontracts.atproto.StrongRef;

/**
 * One account's judgement of another: a record {@code sh.tangled.graph.vouch} in the judge's repository, keyed by the one
 * judged, so that there is one at a time.
 */
public record Vouch(Did by, Did subject, Kind kind, String reason, Instant at, StrongRef ref) {
    /** The two judgements there are. */
    public enum Kind {
        VOUCH,
        DENOUNCE
    }

    public boolean isDenounce() {
        return kind == Kind.DENOUNCE;
    }
}
