package org.computecontracts.ingress;

import static java.util.stream.Collectors.joining;

import java.net.IDN;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * How a service and an account become one label of a host name: {@code service--handle}, what has no place in a label
 * flattened. A service with an internationalised name ({@code xn--}) makes an internationalised label.
 */
public final class HostNames {
    private static final Pattern SERVICE = Pattern.compile(
            "(\\*\\.)?[A-Za-z0-9]([A-Za-z0-9_-]*[A-Za-z0-9])?(\\.[A-Za-z0-9]([A-Za-z0-9_-]*[A-Za-z0-9])?)*");
    private static final Pattern LABEL = Pattern.compile("[a-z0-9]([a-z0-9-]*[a-z0-9])?");
    private static final int LONGEST_LABEL = 63;
    private static final String ANY = "*.";

    /** RFC 5890 section 2.3.2.1: what the labels of internationalised names begin with. */
    private static final String ENCODED = "xn--";

    private HostNames() {}

    /** The label of a service; a service {@code *.name} keeps its {@code *.} in front. NAME_REFUSED says why not. */
    public static String label(String service, String handle) {
        if (service.equals("localhost") || !SERVICE.matcher(service).matches()) {
            throw IngressProblem.NAME_REFUSED.because(
                    "'%s' is not a service name: letters, digits, inner hyphens and underscores, optionally after '*.'",
                    service);
        }
        var name = isWildcard(service) ? service.substring(ANY.length()) : service;
        var label = ascii(flat(meant(name)) + "--" + flat(handle), service);
        check(label);
        return isWildcard(service) ? ANY + label : label;
    }

    /** A part of an encoded name encodes nothing: the whole label is encoded, of what the name means. */
    private static String ascii(String label, String service) {
        if (label.startsWith(ENCODED)) {
            throw IngressProblem.NAME_REFUSED.because("'%s' makes a name that looks encoded and is not", service);
        }
        try {
            return IDN.toASCII(label, IDN.ALLOW_UNASSIGNED);
        } catch (IllegalArgumentException e) {
            // Too long, and told so by its length
            return label;
        }
    }

    private static String meant(String name) {
        return Stream.of(name.split("\\.", -1)).map(HostNames::decoded).collect(joining("."));
    }

    private static String decoded(String part) {
        if (!part.toLowerCase(Locale.ROOT).startsWith(ENCODED)) {
            return part;
        }
        var meant = IDN.toUnicode(part);
        if (meant.equalsIgnoreCase(part)) {
            throw IngressProblem.NAME_REFUSED.because("'%s' is no internationalised name", part);
        }
        return meant;
    }

    /** Whether this may be one label of a host name, or {@code *.} and one. */
    public static boolean isLabel(String label) {
        var name = isWildcard(label) ? label.substring(ANY.length()) : label;
        return name.length() <= LONGEST_LABEL && LABEL.matcher(name).matches();
    }

    /** Whether the name of a host, as {@link #label} made it, is one of this account's name. */
    public static boolean isOf(String hostName, String handle) {
        var name = isWildcard(hostName) ? hostName.substring(ANY.length()) : hostName;
        return IDN.toUnicode(name.split("\\.", 2)[0]).endsWith("--" + flat(handle));
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
    }

    private static String flat(String name) {
        return name.toLowerCase(Locale.ROOT).replaceAll("[.:_]", "-");
    }
}
