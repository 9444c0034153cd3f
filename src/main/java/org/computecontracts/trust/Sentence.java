package org.computecontracts.trust;

import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The template of a reason: plain text with placeholders in braces. */
record Sentence(String template) {
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{([^{}]*)}");
    private static final Set<String> KNOWN = Set.of(
            "judgement", "bidder", "verdict", "price", "cost", "currency", "frequency", "maxPrice", "cpus", "location");

    /** Placeholders that nothing stands for. */
    Set<String> unknown() {
        var names = new LinkedHashSet<String>();
        PLACEHOLDER.matcher(template).results().map(match -> match.group(1)).forEach(names::add);
        names.removeAll(KNOWN);
        return names;
    }

    /** One pass: braces in the words themselves stay as they are. */
    String with(Map<String, String> words) {
        return PLACEHOLDER.matcher(template).replaceAll(match -> word(match, words));
    }

    private static String word(MatchResult match, Map<String, String> words) {
        return Matcher.quoteReplacement(words.getOrDefault(match.group(1), match.group()));
    }
}
