package org.computecontracts.network;

import java.net.URI;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Date;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** One row of a native query, its columns by place. */
record Row(@Nullable Object[] columns) {
    String text(int column) {
        return String.valueOf(columns[column]);
    }

    @Nullable
    String textOrNull(int column) {
        return columns[column] == null ? null : text(column);
    }

    <T> @Nullable T orNull(int column, Function<String, T> type) {
        return columns[column] == null ? null : type.apply(text(column));
    }

    @Nullable
    URI uriOrNull(int column) {
        return orNull(column, URI::create);
    }

    boolean bool(int column) {
        return Boolean.TRUE.equals(columns[column]);
    }

    long number(int column) {
        return columns[column] instanceof Number number ? number.longValue() : 0;
    }

    double decimal(int column) {
        return columns[column] instanceof Number number ? number.doubleValue() : 0;
    }

    @Nullable
    Long numberOrNull(int column) {
        return columns[column] == null ? null : number(column);
    }

    byte @Nullable [] bytes(int column) {
        return (byte[]) columns[column];
    }

    Instant instant(int column) {
        return switch (columns[column]) {
            case Instant instant -> instant;
            case OffsetDateTime time -> time.toInstant();
            case Date date -> date.toInstant();
            case null, default -> throw new IllegalStateException("Not a time: column " + column);
        };
    }

    @Nullable
    Instant instantOrNull(int column) {
        return columns[column] == null ? null : instant(column);
    }
}
