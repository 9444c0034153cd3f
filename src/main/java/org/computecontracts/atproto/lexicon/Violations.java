package org.computecontracts.atproto.lexicon;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntSupplier;

/** What is wrong with a value, one sentence each, up to so many. */
final class Violations {
    private static final int MOST = 20;

    private final List<String> all = new ArrayList<>();

    List<String> all() {
        return List.copyOf(all);
    }

    boolean isFull() {
        return all.size() >= MOST;
    }

    void add(String path, String what) {
        all.add(path + " " + what);
    }

    void require(boolean holds, String path, String what) {
        if (!holds) {
            add(path, what);
        }
    }

    /** The size is counted only where the schema limits it. */
    void requireSize(JsonNode schema, String what, IntSupplier size, String path, String unit) {
        var least = schema.path("min" + what);
        var most = schema.path("max" + what);
        if (least.isMissingNode() && most.isMissingNode()) {
            return;
        }
        var found = size.getAsInt();
        require(found >= least.asLong(0), path, "must have at least " + least + " " + unit);
        require(found <= most.asLong(Long.MAX_VALUE), path, "must have at most " + most + " " + unit);
    }
}
