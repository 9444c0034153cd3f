package org.computecontracts.market;

import jakarta.persistence.EntityManager;

/** Where a view of the market stands: the one in use, or the one a drill makes beside it. */
enum Shelf {
    LIVE("public"),
    DRILL("drill");

    private final String schema;

    Shelf(String schema) {
        this.schema = schema;
    }

    /** For the rest of the transaction every table of the view is this shelf's. */
    void open(EntityManager em) {
        em.createNativeQuery("set local search_path to " + schema + ", public").executeUpdate();
    }
}
