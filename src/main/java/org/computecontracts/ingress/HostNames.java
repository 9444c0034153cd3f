package org.computecontracts.ingress;

import java.util.Locale;
import java.util.regex.Pattern;

/** How a service and an account become one label of a host name: {@code service--handle}, dots and colons flattened. */
public final class HostNames {
    private static final Pattern SERVICE =
            Pattern.compile("(\\*\\.)?[a-z0-9]([a-z0-9-]*[a-z0-9])?(\\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*");
    private static final Pattern LABEL = Pattern.compile("[a-z0-9]([a-z0-9-]*[a-z0-9])?");
    private static final int LONGEST_LABEL = 63;
    private static final String ANY = "*.";

    private HostNames() {}

    /** The label of a service; a service {@code *.name} keeps its {@code *.} in front. NAME_REFUSED says why not. */
    public static String label(String service, String handle) {
        if (service.equals("localhost") || !SERVICE.matcher(service).matches()) {
            throw IngressProblem.NAME_REFUSED.because(
                    "'%s' is not a service name: lower-case letters, digits and inner hyphens, optionally after '*.'",
                    service);
        }
        var name = isWildcard(service) ? service.substring(ANY.length()) : service;
        var label = flat(name) + "--" + flat(handle);
        check(label);
        return isWildcard(service) ? ANY + label : label;
    }

    /** Whether this may be one label of a host name, or {@code *.} and one. */
    static boolean isLabel(String label) {
        var name = isWildcard(label) ? label.substring(ANY.length()) : label;
        return name.length() <= LONGEST_LABEL && LABEL.matcher(name).matches();
    }

    /** Whether the name of a host, as {@link #label} made it, is one of this account's name. */
    public static boolean isOf(String hostName, String handle) {
        var name = isWildcard(hostName) ? hostName.substring(ANY.length()) : hostName;
        return name.split("\\.", 2)[0].endsWith("--" + flat(handle));
    }

    static boolean isWildcard(String service) {
        return service.startsWith(ANY);
    }

    private static void check(String label) {
        if (label.length() > LONGEST_LABEL) {
            throw IngressProblem.NAME_REFUSED.because(
                    "%s has %d characters, a label of a host name has at most %d",
                    label, label.length(), LONGEST_LABEL);
        }
        if (!LABEL.matcher(label).matches()) {
            throw IngressProblem.NAME_REFUSED.because("%s is not a label of a host name", label);
        }
        // RFC 5891 section 4.2.3.1: hyphens in the third and fourth place are reserved, xn-- the best known
        if (label.startsWith("--", 2)) {
            throw IngressProblem.NAME_REFUSED.because(
                    "%s has hyphens in the third and fourth place, as internationalised names do", label);
        }
    }

    private static String flat(String name) {
        return name.toLowerCase(Locale.ROOT).replace('.', '-').replace(':', '-');
    }
}
