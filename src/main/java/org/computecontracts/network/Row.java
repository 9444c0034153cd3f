package org.computecontracts.network;

import java.net.URI;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Date;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** One row of a native query, its columns by place. */
public record Row(@Nullable Object[] columns) {
    public String text(int column) {
        return String.valueOf(columns[column]);
    }

    @Nullable
    public String textOrNull(int column) {
        return columns[column] == null ? null : text(column);
    }

    public <T> @Nullable T orNull(int column, Function<String, T> type) {
        return columns[column] == null ? null : type.apply(text(column));
    }

    @Nullable
    public URI uriOrNull(int column) {
        return orNull(column, URI::create);
    }

    boolean bool(int column) {
        return Boolean.TRUE.equals(columns[column]);
    }

    public long number(int column) {
        return columns[column] instanceof Number number ? number.longValue() : 0;
    }

    public double decimal(int column) {
        return columns[column] instanceof Number number ? number.doubleValue() : 0;
    }

    @Nullable
    public Long numberOrNull(int column) {
        return columns[column] == null ? null : number(column);
    }

    byte @Nullable [] bytes(int column) {
        return (byte[]) columns[column];
    }

    public Instant instant(int column) {
        return switch (columns[column]) {
            case Instant instant -> instant;
            case OffsetDateTime time -> time.toInstant();
            case Date date -> date.toInstant();
            case null, default -> throw new IllegalStateException("Not a time: column " + column);
        };
    }

    @Nullable
    public Instant instantOrNull(int column) {
        return columns[column] == null ? null : instant(column);
    }
}
