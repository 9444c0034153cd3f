package org.computecontracts.compute;

import java.time.Instant;

/**
 * Room to be kept for what may be ordered under a key.
 *
 * @param holder for whom, by a name of the caller's: what one keeps without having paid is limited
 */
public record NewHold(String key, String holder, MachineSpec spec, Instant until, Ground ground) {

    /** What speaks for it. */
    public enum Ground {
        /** Nothing yet: any builder will do. */
        NONE,
        /** One builder's price was offered: it is that one, or none. */
        OFFERED,
        /** Money moves or has moved, so that it is kept whatever else is. */
        PAID
    }
}
