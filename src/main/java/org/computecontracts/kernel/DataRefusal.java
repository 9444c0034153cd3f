package org.computecontracts.kernel;

import jakarta.persistence.OptimisticLockException;
import java.sql.SQLException;
import java.util.Optional;

/** Tells what the database will never take, because of what it is given, from what it cannot do just now. */
public final class DataRefusal {
    private DataRefusal() {}

    /** SQLSTATE 22 (data), 23 (integrity) and 54 (too big for an index); PostgreSQL, appendix A. */
    public static boolean isCauseOf(Throwable failure) {
        return isCauseOf(failure, "(22|23|54).*");
    }

    /** Of these, SQLSTATE 22 and 54: a value that no row could have, whatever else there is. */
    public static boolean isOfValues(Throwable failure) {
        return isCauseOf(failure, "(22|54).*");
    }

    /** Somebody else changed a row between our reading and our writing: nothing of ours was written. */
    public static Optional<ProblemException> ofStaleVersion(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof OptimisticLockException) {
                return Optional.of(KernelProblem.CHANGED_MEANWHILE.because(
                        "Somebody else changed it at the same moment: look at it again before you repeat this"));
            }
        }
        return Optional.empty();
    }

    private static boolean isCauseOf(Throwable failure, String states) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException e && e.getSQLState() != null) {
                return e.getSQLState().matches(states);
            }
        }
        return false;
    }
}
