package org.computecontracts.kernel.work;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Date;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a statement answered, its columns by name. What may be empty is asked for as {@link #optional}. */
public record NamedRow(Map<String, @Nullable Object> columns) {
    public static NamedRow of(Map<?, ?> row) {
        var columns = new HashMap<String, @Nullable Object>();
        row.forEach((column, value) -> columns.put(String.valueOf(column), value));
        return new NamedRow(columns);
    }

    public Optional<String> optional(String column) {
        return Optional.ofNullable(columns.get(column)).map(String::valueOf);
    }

    public String text(String column) {
        return String.valueOf(required(column));
    }

    public long number(String column) {
        return ((Number) required(column)).longValue();
    }

    public boolean flag(String column) {
        return (Boolean) required(column);
    }

    public Instant instant(String column) {
        return switch (required(column)) {
            case Instant instant -> instant;
            case OffsetDateTime time -> time.toInstant();
            case Date date -> date.toInstant();
            default -> throw new IllegalStateException("Column " + column + " is no time");
        };
    }

    public Optional<Instant> optionalInstant(String column) {
        return optional(column).map(value -> instant(column));
    }

    private Object required(String column) {
        var value = columns.get(column);
        if (value == null) {
            throw new IllegalStateException("Column " + column + " is empty");
        }
        return value;
    }
}
