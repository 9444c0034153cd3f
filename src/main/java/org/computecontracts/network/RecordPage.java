package org.computecontracts.network;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Some records, newest key first, and where to go on. */
public record RecordPage(List<SeenRecord> records, @Nullable String cursor) {
    public RecordPage {
        records = List.copyOf(records);
    }

    public Optional<String> next() {
        return Optional.ofNullable(cursor);
    }
}
