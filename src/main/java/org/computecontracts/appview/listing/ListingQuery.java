package org.computecontracts.appview.listing;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * SQL for one page of the list. What the database reads for it is bounded whatever the filter and however many requests
 * there are: few matches of words are all looked at; else one condition is read along its index in the order of the list,
 * and the others are asked of a bounded stretch of that.
 */
public final class ListingQuery {
    public static final int RARE = 2_000;
    static final int STRETCH = 5_000;
    public static final String MATCHES = "select 1 from listing where words @@ cast(:word as tsquery)";

    private static final String COLUMNS =
            "select uri, cid, author, handle, dialect, state, reason, payload_kind, role, cpus,"
                    + " mem, disk, network, country, region, published_at from ";
    static final String ONE = COLUMNS + "listing where uri = :uri";
    private static final String FEW = "select * from listing where words @@ cast(:rare as tsquery) limit " + RARE;
    private static final String ORDER = " order by published_at desc, uri desc";
    private static final String OLDER = " (published_at, uri) < (:at, :place)";

    private final Map<String, Object> parameters = new LinkedHashMap<>();
    private final Map<String, Object> ofStretch = new LinkedHashMap<>();
    private final StringBuilder conditions = new StringBuilder();
    private final boolean isRare;
    private String first = "";

    /** @param rare a word of the filter that so few requests have that all of those can be looked at */
    public ListingQuery(ListingFilter filter, ListingPlace after, Optional<String> rare) {
        isRare = rare.isPresent();
        rare.ifPresent(word -> parameters.put("rare", word));
        ofStretch.put("at", after.publishedAt());
        ofStretch.put("place", after.uri());
        parameters.putAll(ofStretch);
        // The first that is asked for leads: those that leave least come first
        equal("author", filter.author());
        equal("role", filter.role());
        equal("region", filter.region());
        equal("state", filter.state() == null ? null : filter.state().name());
        equal("dialect", filter.dialect() == null ? null : filter.dialect().name());
        equal("payload_kind", filter.payloadKind());
        if (!filter.words().isEmpty()) {
            and("words @@ cast(:words as tsquery)", "words", String.join(" & ", filter.words()));
        }
    }

    private void equal(String column, @Nullable String value) {
        if (value != null && !value.isBlank()) {
            and(column + " = :" + column, column, value.strip());
        }
    }

    private void and(String condition, String name, String value) {
        parameters.put(name, value);
        if (first.isEmpty() && !name.equals("words")) {
            first = " and " + condition;
            ofStretch.put(name, value);
        }
        conditions.append(" and ").append(condition);
    }

    public Map<String, Object> parameters() {
        return parameters;
    }

    /** Those of {@link #lastLookedAt}. */
    public Map<String, Object> parametersOfStretch() {
        return ofStretch;
    }

    public String page() {
        return COLUMNS + "(" + (isRare ? FEW : stretch()) + ") as stretch where" + OLDER + conditions + ORDER;
    }

    String newer() {
        return "select uri from (" + (isRare ? FEW : newest())
                + ") as stretch where (published_at, uri) > (:at, :place)" + conditions;
    }

    /** The last request that {@link #page} looked at, unless it looked at all. */
    public Optional<String> lastLookedAt() {
        return isRare
                ? Optional.empty()
                : Optional.of("select published_at, uri from listing where" + OLDER + first + ORDER + " offset "
                        + (STRETCH - 1) + " limit 1");
    }

    private String newest() {
        return "select * from listing where (published_at, uri) > (:at, :place)" + first + ORDER + " limit " + STRETCH;
    }

    private String stretch() {
        return "select * from listing where" + OLDER + first + ORDER + " limit " + STRETCH;
    }
}
