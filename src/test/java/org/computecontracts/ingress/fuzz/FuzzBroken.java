package org.computecontracts.ingress.fuzz;

import java.io.IOException;

/** An exchange that got no whole answer. */
class FuzzBroken extends IOException {
    /** How it ended. */
    enum How {
        /** The connection ended, or was refused. */
        CLOSED,
        /** RST_STREAM. */
        RESET,
        /** Said to have been left alone: REFUSED_STREAM, or a GOAWAY with a lower number. */
        UNTOUCHED,
        /** Not HTTP. */
        MALFORMED,
        /** Nothing, until the deadline. */
        HANGS
    }

    final How how;
    /** What came before. */
    final String seen;

    FuzzBroken(How how, String why, String seen) {
        super(how + " " + why);
        this.how = how;
        this.seen = seen;
    }
}
