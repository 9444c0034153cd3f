package org.computecontracts.trust;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.time.Instant;
import java.util.List;
import org.computecontracts.atproto.Did;
import org.computecontracts.atproto.StrongRef;

/** What one account's trust graph says of another. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "verdict")
@JsonSubTypes({
    @JsonSubTypes.Type(value = Verdict.Vouched.class, name = "vouched"),
    @JsonSubTypes.Type(value = Verdict.Denounced.class, name = "denounced"),
    @JsonSubTypes.Type(value = Verdict.Unknown.class, name = "unknown")
})
public sealed interface Verdict {
    /** For the rules of a policy: {@code vouched}, {@code denounced} or {@code unknown}. */
    default String word() {
        return switch (this) {
            case Vouched vouched -> "vouched";
            case Denounced denounced -> "denounced";
            case Unknown unknown -> "unknown";
        };
    }

    /**
     * Somebody trusted vouches.
     *
     * @param by who vouches
     * @param path from the evaluating account to the one judged, both included; its operator stands before it where the
     *     judgement is about the operator
     * @param evidence the vouch records along the path
     * @param at when the last of them was written
     */
    record Vouched(Did by, List<Did> path, String reason, List<StrongRef> evidence, Instant at) implements Verdict {
        public Vouched {
            path = List.copyOf(path);
            evidence = List.copyOf(evidence);
        }
    }

    /** Somebody trusted, or the evaluating account itself, denounces; parts as in {@link Vouched}. */
    record Denounced(Did by, List<Did> path, String reason, List<StrongRef> evidence, Instant at) implements Verdict {
        public Denounced {
            path = List.copyOf(path);
            evidence = List.copyOf(evidence);
        }
    }

    /** Nobody within reach says anything, or somebody within reach could not be asked. */
    record Unknown() implements Verdict {}
}
