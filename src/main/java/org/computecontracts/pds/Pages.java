package org.computecontracts.pds;

/** Pages of rows that end early where they would be too much to hold at a time. */
public final class Pages {
    private static final int MOST_BYTES = 1 << 20;

    private Pages() {}

    /**
     * The first rows of a query, one at least, and no more than a page may have of bytes.
     *
     * @param order that the query has as well
     * @param size of one row, in bytes
     */
    public static String of(String query, String order, String size) {
        return """
                select * from (
                    select p.*, %3$s as own, sum(%3$s) over (order by %2$s) as total from (%1$s) p) s
                 where total <= %4$d or total = own order by %2$s
                """.formatted(query, order, size, MOST_BYTES);
    }
}
