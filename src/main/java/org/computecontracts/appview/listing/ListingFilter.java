package org.computecontracts.appview.listing;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.computecontracts.appview.dialect.Dialect;
import org.jspecify.annotations.Nullable;

/**
 * Which requests; a part that is null leaves all.
 *
 * @param text the beginnings of words in role, account, country and region; all must be there
 */
public record ListingFilter(
        @Nullable ListingState state,
        @Nullable String author,
        @Nullable String role,
        @Nullable String region,
        @Nullable String payloadKind,
        @Nullable Dialect dialect,
        @Nullable String text) {
    private static final int MOST_WORDS = 5;
    private static final int LONGEST_WORD = 100;

    public static final ListingFilter ALL = new ListingFilter(null, null, null, null, null, null, null);

    public static ListingFilter of(ListingState state) {
        return new ListingFilter(state, null, null, null, null, null, null);
    }

    public ListingFilter matching(@Nullable String words) {
        return new ListingFilter(state, author, role, region, payloadKind, dialect, words);
    }

    /** Each word in PostgreSQL's language, quoted. */
    public List<String> words() {
        return Stream.of((text == null ? "" : text)
                        .strip()
                        .toLowerCase(Locale.ROOT)
                        .split("[\\s\\p{Cntrl}]+", -1))
                .filter(word -> !word.isEmpty())
                .map(word -> word.substring(0, Math.min(word.length(), LONGEST_WORD)))
                .distinct()
                .limit(MOST_WORDS)
                .map(word -> "'" + word.replace("\\", "\\\\").replace("'", "''") + "':*")
                .toList();
    }
}
