package org.computecontracts.kernel;

import java.sql.SQLException;

/** Tells what the database will never take, because of what it is given, from what it cannot do just now. */
public final class DataRefusal {
    private DataRefusal() {}

    /** SQLSTATE 22 (data), 23 (integrity) and 54 (too big for an index); PostgreSQL, appendix A. */
    public static boolean isCauseOf(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException e && e.getSQLState() != null) {
                return e.getSQLState().matches("(22|23|54).*");
            }
        }
        return false;
    }
}
