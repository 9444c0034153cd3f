package org.computecontracts.ingress;

import java.util.List;
import java.util.Locale;

/** A request as a server behind the front got it; a byte is a character here. */
record Heard(String head, String body, String trailers) {
    String line() {
        return head.lines().findFirst().orElse("");
    }

    String method() {
        return line().split(" ", 2)[0];
    }

    String target() {
        var words = line().split(" ", -1);
        return words.length == 3 ? words[1] : "?" + line();
    }

    String path() {
        return target().split("\\?", 2)[0];
    }

    List<String> header(String name) {
        var start = name.toLowerCase(Locale.ROOT) + ":";
        return head.lines()
                .skip(1)
                .filter(line -> line.toLowerCase(Locale.ROOT).startsWith(start))
                .map(line -> line.substring(start.length()).strip())
                .toList();
    }

    /** Header and trailer section in lower case, with a blank after each colon. */
    String fields() {
        return (head + trailers).toLowerCase(Locale.ROOT).replaceAll("(?m)^([^:\r\n]+):[ \t]*", "$1: ");
    }
}
