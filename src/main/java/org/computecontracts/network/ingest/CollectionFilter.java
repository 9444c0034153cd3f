package org.computecontracts.network.ingest;

import java.util.List;

/** Which collections concern us, by the beginnings of their names. */
record CollectionFilter(List<String> prefixes) {
    CollectionFilter {
        prefixes = List.copyOf(prefixes);
    }

    /** A collection, or a path in it. */
    boolean wants(String path) {
        return prefixes.stream().anyMatch(path::startsWith);
    }
}
