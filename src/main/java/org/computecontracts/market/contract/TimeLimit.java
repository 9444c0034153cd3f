package org.computecontracts.market.contract;

import static java.time.temporal.ChronoUnit.DAYS;
import static java.time.temporal.ChronoUnit.HOURS;
import static java.time.temporal.ChronoUnit.MINUTES;
import static java.time.temporal.ChronoUnit.SECONDS;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.computecontracts.market.protocol.MarketSettings;

/** How long a contract may stay in a state; the first five are settings of that name. */
public enum TimeLimit {
    OPEN_FOR,
    ROOM_WAIT,
    WRITE_WITHIN,
    SETTLE_WITHIN,
    MACHINE_WITHIN,
    /** What one payment is for; a machine that is paid once is there until it is ended. */
    PAID_TIME,
    /** Until a party ends it, or what it waits for has come to its own end. */
    NONE;

    boolean isOver(Contract contract, MarketSettings settings, Instant now) {
        return this == PAID_TIME
                ? contract.delivery().isTimeOver(now)
                : length(settings)
                        .filter(length -> contract.changedAt().plus(length).isBefore(now))
                        .isPresent();
    }

    /** As in " within 2 hours"; empty where it goes without saying. */
    String words(MarketSettings settings) {
        return length(settings).map(length -> " within " + words(length)).orElse("");
    }

    Optional<Duration> length(MarketSettings settings) {
        return switch (this) {
            case OPEN_FOR -> Optional.of(settings.openFor());
            case ROOM_WAIT -> Optional.of(settings.roomWait());
            case WRITE_WITHIN -> Optional.of(settings.writeWithin());
            case SETTLE_WITHIN -> Optional.of(settings.settleWithin());
            case MACHINE_WITHIN -> Optional.of(settings.machineWithin());
            case PAID_TIME, NONE -> Optional.empty();
        };
    }

    /** As people say it: in the largest unit that it is whole in. */
    public static String words(Duration time) {
        return Stream.of(DAYS, HOURS, MINUTES, SECONDS)
                .filter(unit -> time.toMillis() % unit.getDuration().toMillis() == 0)
                .findFirst()
                .map(unit -> words(time.dividedBy(unit.getDuration()), unit))
                .orElseGet(time::toString);
    }

    private static String words(long number, ChronoUnit unit) {
        var plural = unit.toString().toLowerCase(Locale.ROOT);
        return number + " " + (number == 1 ? plural.substring(0, plural.length() - 1) : plural);
    }
}
