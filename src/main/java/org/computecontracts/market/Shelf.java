package org.computecontracts.market;

/** Where a view of the market stands: the one in use, or the one a drill makes beside it. */
enum Shelf {
    LIVE("public"),
    DRILL("drill");

    private final String schema;

    Shelf(String schema) {
        this.schema = schema;
    }

    /** The statement after which, for the rest of the transaction, every table of the view is this shelf's. */
    String opened() {
        return "set local search_path to " + schema + ", public";
    }
}
