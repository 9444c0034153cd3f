package org.computecontracts.ingress.proxy;

import java.time.Clock;
import java.time.Duration;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.computecontracts.kernel.limits.LocalLimit;
import org.computecontracts.kernel.limits.Quota;

/** The log of what strangers may cause as often as they like: a line each, and not more than a few a minute. */
final class OneLine {
    private static final Logger LOG = Logger.getLogger(OneLine.class.getName());
    private static final int MOST_A_MINUTE = 20;
    private static final OneLine ALL = new OneLine();

    private final LocalLimit lines = new LocalLimit(new Quota(MOST_A_MINUTE, Duration.ofMinutes(1)), Clock::systemUTC);
    private int unsaid;

    private OneLine() {}

    static void log(String what, Throwable cause) {
        ALL.write(what, cause);
    }

    private synchronized void write(String what, Throwable cause) {
        if (lines.take("").granted()) {
            LOG.log(Level.WARNING, "{0}: {1} at {2}; {3} more were not written down", new Object[] {
                what, cause.getClass().getName(), place(cause), unsaid
            });
            unsaid = 0;
        } else {
            unsaid++;
        }
    }

    /** Not the message: it may quote what a stranger sent. */
    private static String place(Throwable cause) {
        var trace = cause.getStackTrace();
        return trace.length == 0 ? "an unknown place" : trace[0].toString();
    }
}
