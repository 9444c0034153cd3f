package org.computecontracts.network.ingest;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.computecontracts.atproto.Did;
import org.computecontracts.network.host.HostClaim;
import org.jspecify.annotations.Nullable;

/**
 * Some events of one host in their order, checked.
 *
 * @param seq number of the last one; negative when none has had one yet
 * @param count how many came, those that are passed over among them
 * @param malformed how many were no events at all
 * @param time when the last one happened, by the host's clock
 */
public record HostBatch(
        long seq, int count, int malformed, @Nullable Instant time, List<Proven> events) {
    public HostBatch {
        events = List.copyOf(events);
    }

    /** One event of a batch by itself, from before the batch's end. */
    public static HostBatch alone(Proven event, HostClaim claim) {
        var seq = claim.cursor() == null ? -1 : claim.cursor();
        return new HostBatch(seq, 0, 0, null, List.of(event));
    }

    /** Its end without its events. */
    HostBatch ended() {
        return new HostBatch(seq, count, malformed, time, List.of());
    }

    Set<Did> dids() {
        return events.stream().map(Proven::did).collect(Collectors.toSet());
    }

    Stream<Did> unanswered() {
        return events.stream().filter(Proven.Unanswered.class::isInstance).map(Proven::did);
    }

    long refused() {
        return malformed
                + events.stream().filter(Proven.Refused.class::isInstance).count();
    }

    /** Why the last of them was refused; empty when none was. */
    String problem() {
        return events.stream()
                .filter(Proven.Refused.class::isInstance)
                .map(Proven.Refused.class::cast)
                .reduce((first, second) -> second)
                .map(Proven.Refused::reason)
                .orElse(malformed > 0 ? "A message that is no event" : "");
    }
}
