package org.computecontracts.appview;

/** Where a view of the market stands: the one in use, or the one a drill makes beside it. */
public enum ViewSchema {
    LIVE("public"),
    DRILL("drill");

    private final String schema;

    ViewSchema(String schema) {
        this.schema = schema;
    }

    /** The statement after which, for the rest of the transaction, every table of the view is this one's. */
    public String opened() {
        return "set local search_path to " + schema + ", public";
    }
}
