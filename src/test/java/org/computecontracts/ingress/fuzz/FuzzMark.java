package org.computecontracts.ingress.fuzz;

import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** What every exchange writes on all that belongs to it, so that it is known wherever it turns up. */
final class FuzzMark {
    private static final Pattern ANY = Pattern.compile("(?:tk|hx)-[0-9a-f]{10}");

    private FuzzMark() {}

    static String honest(int visitor, int number) {
        return "tk-%02x%08x".formatted(visitor, number);
    }

    static String hostile(int visitor, int number) {
        return "hx-%02x%08x".formatted(visitor, number);
    }

    static Set<String> in(String text) {
        var marks = new TreeSet<String>();
        var matcher = ANY.matcher(text);
        while (matcher.find()) {
            marks.add(matcher.group());
        }
        return marks;
    }

    /** The marks of others. */
    static Set<String> foreign(String text, Set<String> own) {
        var marks = in(text);
        marks.removeAll(own);
        return marks;
    }

    /** So many bytes of nothing but the mark. */
    static byte[] filler(String mark, int size) {
        var unit = (mark + "\n").getBytes(StandardCharsets.ISO_8859_1);
        var bytes = new byte[size];
        for (var i = 0; i < size; i++) {
            bytes[i] = unit[i % unit.length];
        }
        return bytes;
    }
}
