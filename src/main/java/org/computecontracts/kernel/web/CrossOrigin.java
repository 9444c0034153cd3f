package org.computecontracts.kernel.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Lets pages of any origin use what needs no cookie of ours, as the servers of the network do (Fetch Standard, CORS protocol).
 * Nothing is exposed beyond what browsers show anyway, as with them.
 */
public final class CrossOrigin {
    private static final String ASKED = "Access-Control-Request-Headers";
    private static final int LONGEST = 2048;

    /** Names of headers (RFC 9110, section 5.6.2), separated by commas. */
    private static final Pattern NAMES =
            Pattern.compile("[\\w!#$%&'*+.^`|~-]++(?:[ \\t]*+,[ \\t]*+[\\w!#$%&'*+.^`|~-]++)*+");

    private CrossOrigin() {}

    /** True where the request only asked whether another may be sent, and has its answer. */
    public static boolean answers(HttpServletRequest request, HttpServletResponse response) {
        response.setHeader("Access-Control-Allow-Origin", "*");
        if (!request.getMethod().equals("OPTIONS")) {
            return false;
        }
        response.setHeader("Access-Control-Allow-Methods", "GET,HEAD,POST");
        response.setHeader("Access-Control-Max-Age", "86400");
        response.setHeader("Vary", ASKED);
        allowed(request.getHeader(ASKED)).ifPresent(names -> response.setHeader("Access-Control-Allow-Headers", names));
        response.setStatus(204);
        return true;
    }

    /** All that are asked for, where they are names of headers. */
    static Optional<String> allowed(@Nullable String asked) {
        return Optional.ofNullable(asked)
                .filter(names ->
                        names.length() <= LONGEST && NAMES.matcher(names).matches());
    }
}
