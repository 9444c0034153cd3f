package org.computecontracts.ingress.proxy;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Host and port of a request (RFC 9110 section 7.2), in letters that no server reads as anything else. */
final class Authority {
    private static final int LAST_PORT = 65535;
    private static final Pattern WELL_FORMED =
            Pattern.compile("(?:[A-Za-z0-9._~-]{1,255}|\\[[0-9A-Fa-f:.]{2,45}\\])(?::([0-9]{0,5}))?");

    private Authority() {}

    static String checked(String authority) {
        var parts = WELL_FORMED.matcher(authority);
        if (!parts.matches() || isNoPort(parts.group(1))) {
            throw MalformedMessage.because("its host is no host");
        }
        return authority;
    }

    private static boolean isNoPort(@Nullable String port) {
        return port != null && !port.isEmpty() && Integer.parseInt(port) > LAST_PORT;
    }

    static String host(String authority) {
        var end = authority.startsWith("[") ? authority.indexOf(']') + 1 : authority.indexOf(':');
        return end > 0 ? authority.substring(0, end) : authority;
    }
}
