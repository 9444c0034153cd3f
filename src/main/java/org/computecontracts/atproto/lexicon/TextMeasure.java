package org.computecontracts.atproto.lexicon;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.regex.Pattern;

/** How long a text is, as the lexicon language counts. */
record TextMeasure(String text) {
    private static final Pattern GRAPHEME_CLUSTER = Pattern.compile("\\X");

    int bytes() {
        return text.getBytes(UTF_8).length;
    }

    /** What a reader takes for one character (Unicode Annex 29). */
    int graphemes() {
        return Math.toIntExact(GRAPHEME_CLUSTER.matcher(text).results().count());
    }
}
