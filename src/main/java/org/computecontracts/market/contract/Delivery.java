package org.computecontracts.market.contract;

import jakarta.persistence.Embeddable;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What came of the machine: since when it was there, for how long it is paid, and how it came to its end. */
@Embeddable
public class Delivery {
    private @Nullable Instant ranAt;
    private @Nullable Long paidSeconds;
    private boolean stoppedItself;
    private boolean lost;

    @Enumerated(EnumType.STRING)
    private @Nullable Side endedBy;

    @SuppressWarnings("NullAway.Init") // what there is to tell comes later
    protected Delivery() {}

    void lasts(Optional<Duration> paid) {
        paidSeconds = paid.map(Duration::toSeconds).orElse(null);
    }

    void begins(Instant now) {
        ranAt = now;
    }

    void endedBy(Side by) {
        endedBy = by;
    }

    void stopsItself() {
        stoppedItself = hasRun();
    }

    void isGone() {
        lost = hasRun();
    }

    public boolean isEndedBy(Side party) {
        return endedBy == party;
    }

    /** Whether there ever was a machine. */
    public boolean hasRun() {
        return ranAt != null;
    }

    /** Whether the time that was paid for, counted from when there was a machine, was over by then. */
    public boolean isTimeOver(Instant then) {
        return ranAt != null && paidSeconds != null && !then.isBefore(ranAt.plusSeconds(paidSeconds));
    }

    /** Whether it was lost through no act of its guest's. */
    public boolean isLost() {
        return lost;
    }

    boolean isWhole(Instant end) {
        return hasRun() && !lost && (isEndedBy(Side.REQUESTER) || stoppedItself || isTimeOver(end));
    }
}
