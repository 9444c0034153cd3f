package org.computecontracts.wif.rbac;

import java.util.Comparator;
import java.util.Optional;
import java.util.Set;

/** Path patterns of a policy: {@code *} is any run of characters, also across slashes; nothing else is special. */
final class Globs {
    private Globs() {}

    /** The pattern that speaks for this path: itself, else the longest that matches, ties by code-point order. */
    static Optional<String> best(Set<String> patterns, String path) {
        if (patterns.contains(path)) {
            return Optional.of(path);
        }
        return patterns.stream()
                .filter(pattern -> matches(pattern, path))
                .min(Comparator.comparingInt(String::length).reversed().thenComparing(Comparator.naturalOrder()));
    }

    /** Anchored at both ends and case-sensitive; linear but for one way back to the last star. */
    static boolean matches(String pattern, String path) {
        var p = 0;
        var star = -1;
        var resume = 0;
        for (var i = 0; i < path.length(); ) {
            if (p < pattern.length() && pattern.charAt(p) == '*') {
                star = p++;
                resume = i;
            } else if (p < pattern.length() && pattern.charAt(p) == path.charAt(i)) {
                p++;
                i++;
            } else if (star >= 0) {
                p = star + 1;
                i = ++resume;
            } else {
                return false;
            }
        }
        return pattern.substring(p).chars().allMatch(c -> c == '*');
    }
}
