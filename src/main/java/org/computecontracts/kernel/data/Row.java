package org.computecontracts.kernel.data;

import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.computecontracts.kernel.TenantId;
import org.jspecify.annotations.Nullable;

/**
 * The row that a statement stands at, its columns by name. What may be empty is read by {@link #optional}; an empty column
 * otherwise, one that is not there and one of another type are IllegalStateException.
 */
public final class Row {
    private final ResultSet cursor;

    Row(ResultSet cursor) {
        this.cursor = cursor;
    }

    /** {@code row.optional("ended_at", row::instant)}. */
    public <T> Optional<T> optional(String column, Function<String, T> read) {
        return value(column, cursor::getObject) == null ? Optional.empty() : Optional.of(read.apply(column));
    }

    /** {@code row.as("did", Did::new)}. */
    public <T> T as(String column, Function<String, T> type) {
        return type.apply(text(column));
    }

    public String text(String column) {
        return required(column, value(column, cursor::getString));
    }

    public int integer(String column) {
        return Math.toIntExact(number(column));
    }

    public long number(String column) {
        return typed(column, Number.class).longValue();
    }

    public BigDecimal decimal(String column) {
        return required(column, value(column, cursor::getBigDecimal));
    }

    public boolean flag(String column) {
        return typed(column, Boolean.class);
    }

    public byte[] bytes(String column) {
        return typed(column, byte[].class);
    }

    public UUID uuid(String column) {
        return typed(column, UUID.class);
    }

    public TenantId tenant(String column) {
        return new TenantId(uuid(column));
    }

    public Instant instant(String column) {
        var time = value(column, place -> cursor.getObject(place, OffsetDateTime.class));
        return required(column, time).toInstant();
    }

    /** The column of a row that has but one. */
    long only() {
        return number(columns().getFirst());
    }

    private <T> T typed(String column, Class<T> type) {
        var value = required(column, value(column, cursor::getObject));
        if (!type.isInstance(value)) {
            throw new IllegalStateException("Column %s holds a %s, not a %s"
                    .formatted(column, value.getClass().getSimpleName(), type.getSimpleName()));
        }
        return type.cast(value);
    }

    private static <T> T required(String column, @Nullable T value) {
        if (value == null) {
            throw new IllegalStateException("Column %s is empty".formatted(column));
        }
        return value;
    }

    private <T> @Nullable T value(String column, Getter<T> getter) {
        try {
            return getter.at(cursor.findColumn(column));
        } catch (SQLException e) {
            throw new IllegalStateException(
                    "Cannot read column %s of %s: %s".formatted(column, columns(), e.getMessage()), e);
        }
    }

    private List<String> columns() {
        try {
            var columns = new ArrayList<String>();
            var data = cursor.getMetaData();
            for (var place = 1; place <= data.getColumnCount(); place++) {
                columns.add(data.getColumnLabel(place));
            }
            return columns;
        } catch (SQLException e) {
            throw new IllegalStateException("The statement is closed", e);
        }
    }

    private interface Getter<T> {
        @Nullable
        T at(int place) throws SQLException;
    }
}
