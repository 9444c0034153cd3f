package org.computecontracts.kernel.work;

import java.time.Instant;
import java.util.List;

/**
 * Somebody who has hands free.
 *
 * @param until when others may have what is claimed now, unless it is renewed
 * @param most how many hands are free
 * @param held the owners of what is in hand, each as often as it has something there
 */
public record ClaimTurn(String holder, Instant now, Instant until, int most, List<String> held) {
    public ClaimTurn {
        held = List.copyOf(held);
    }

    public static ClaimTurn of(String holder, Instant now, Instant until, int most) {
        return new ClaimTurn(holder, now, until, most, List.of());
    }
}
