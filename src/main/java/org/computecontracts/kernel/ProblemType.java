package org.computecontracts.kernel;

import java.net.URI;
import java.util.Locale;

/** One way of saying no. Implemented by one enum a module; the constant's name is its identity on the wire. */
public interface ProblemType {
    String name();

    /** The HTTP status it ends as. */
    int status();

    /** One short line, the same for every occurrence. */
    String title();

    /** RFC 9457 section 3.1.1. */
    default URI uri() {
        return URI.create("/problems/" + name().toLowerCase(Locale.ROOT).replace('_', '-'));
    }

    /** The refusal itself; the detail names the thing and the reason, for the person who reads it. */
    default ProblemException because(String detail, Object... arguments) {
        return new ProblemException(this, arguments.length == 0 ? detail : detail.formatted(arguments));
    }
}
