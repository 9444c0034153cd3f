package org.computecontracts.portal.timeline;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A message with {@code {names}} of values. What stands in {@code [brackets]} is left out when a value in it says nothing, or
 * gives way to what stands behind a bar: {@code [for {amount}|free]}. No value is ever read as a template.
 */
record Template(String text) {
    private static final Pattern PART = Pattern.compile("\\[([^]|]*)(?:\\|([^]]*))?]");
    private static final Pattern NAME = Pattern.compile("\\{(\\w+)}");

    String with(Function<String, Optional<String>> values) {
        var chosen = PART.matcher(text).replaceAll(part -> Matcher.quoteReplacement(choice(part, values)));
        return NAME.matcher(chosen)
                .replaceAll(name ->
                        Matcher.quoteReplacement(values.apply(name.group(1)).orElse("")));
    }

    private static String choice(MatchResult part, Function<String, Optional<String>> values) {
        var says = names(part.group(1))
                .allMatch(name ->
                        values.apply(name).filter(value -> !value.isBlank()).isPresent());
        return says ? part.group(1) : Optional.ofNullable(part.group(2)).orElse("");
    }

    /** Those of all values that it tells. */
    List<String> names() {
        return names(text).toList();
    }

    private static Stream<String> names(String text) {
        return NAME.matcher(text).results().map(name -> name.group(1));
    }
}
