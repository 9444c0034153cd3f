package org.computecontracts.network.ingest;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.computecontracts.atproto.Did;
import org.computecontracts.atproto.repo.RepoEvent.Failure;
import org.computecontracts.atproto.repo.RepoEvent.Info;
import org.computecontracts.atproto.repo.RepoEvent.Numbered;
import org.computecontracts.atproto.repo.RepoEvent.Unknown;
import org.computecontracts.atproto.repo.RepoEvent.Unreadable;
import org.computecontracts.atproto.repo.RepoEvents;
import org.computecontracts.kernel.ProblemException;
import org.computecontracts.network.host.HostClaim;
import org.jspecify.annotations.Nullable;

/** What the messages of a stream say before anything of it is checked. */
final class StreamReading {
    static final String FUTURE_CURSOR = "FutureCursor";

    private final List<Numbered> numbered = new ArrayList<>();
    private final List<Unreadable> unreadable = new ArrayList<>();
    private long cursor;
    private int count;
    private int malformed;
    private long earlier = -1;
    private boolean hasHole;
    private @Nullable Instant time;
    private @Nullable Failure failure;

    private StreamReading(@Nullable Long cursor) {
        this.cursor = cursor == null ? -1 : cursor;
    }

    static StreamReading of(HostClaim claim, List<byte[]> messages) {
        var reading = new StreamReading(claim.cursor());
        messages.forEach(reading::add);
        return reading;
    }

    private void add(byte[] message) {
        try {
            count++;
            switch (RepoEvents.read(message)) {
                case Numbered event -> add(event);
                case Info info -> hasHole |= info.name().equals("OutdatedCursor");
                case Failure error -> failure = error;
                case Unreadable event -> add(event);
                case Unknown unknown -> {}
            }
        } catch (ProblemException e) {
            malformed++;
            hasHole = true;
        }
    }

    /** What was told before is passed over. */
    private void add(Numbered event) {
        if (event.seq() > cursor) {
            cursor = event.seq();
            time = event.time();
            numbered.add(event);
        } else if (event.seq() < cursor) {
            hasHole = true;
            earlier = event.seq();
        }
    }

    private void add(Unreadable event) {
        if (event.seq() < 0 || event.seq() > cursor) {
            cursor = Math.max(cursor, event.seq());
            unreadable.add(event);
        }
    }

    /** Nothing in it that moves anything. */
    boolean isEmpty() {
        return numbered.isEmpty() && unreadable.isEmpty() && malformed == 0;
    }

    List<Numbered> events() {
        return numbered;
    }

    /** Each is a doubt of one account alone. */
    List<Unreadable> unreadable() {
        return unreadable;
    }

    Set<Did> dids() {
        return Stream.concat(
                        numbered.stream().map(Numbered::did),
                        unreadable.stream().map(Unreadable::did))
                .collect(Collectors.toSet());
    }

    HostBatch checked(List<Proven> events) {
        return new HostBatch(cursor, count, malformed, time, events);
    }

    boolean hasHole() {
        var error = failure();
        return hasHole || (error != null && error.error().equals(FUTURE_CURSOR));
    }

    /** A host that only counts back has begun anew: our number stands for something else now. */
    @Nullable
    Failure failure() {
        var isBack = earlier >= 0 && numbered.isEmpty() && failure == null;
        return isBack ? new Failure(FUTURE_CURSOR, "of itself: %d after %d".formatted(earlier, cursor)) : failure;
    }
}
