package org.computecontracts.kernel.data;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.Optional;
import java.util.UUID;
import org.computecontracts.kernel.TenantId;
import org.jspecify.annotations.Nullable;

/** A value as the database takes it. */
final class Parameter {
    private Parameter() {}

    /** @throws IllegalArgumentException for a type that no column has */
    static @Nullable Object of(@Nullable Object value) {
        return switch (value) {
            case null -> null;
            case Optional<?> optional -> of(optional.orElse(null));
            case TenantId tenant -> tenant.value();
            case TextValue text -> text.value();
            case Enum<?> constant -> constant.name();
            case URI uri -> uri.toString();
            case Instant instant -> instant.atOffset(ZoneOffset.UTC);
            case BigInteger number -> new BigDecimal(number);
            case Collection<?> list -> array(list);
            case String text -> text;
            case Number number -> number;
            case Boolean flag -> flag;
            case UUID id -> id;
            case byte[] bytes -> bytes;
            default -> throw new IllegalArgumentException("No column holds a " + value.getClass());
        };
    }

    /** {@code = any(:dids)}: of texts, or of bytes; numbers are cast from texts. */
    private static Object array(Collection<?> list) {
        return list.stream().anyMatch(byte[].class::isInstance)
                ? list.toArray(byte[][]::new)
                : list.stream().map(Parameter::of).map(String::valueOf).toArray(String[]::new);
    }

    static void bind(PreparedStatement statement, int place, @Nullable Object value) throws SQLException {
        if (value instanceof Object[] array) {
            var type = array instanceof byte[][] ? "bytea" : "text";
            statement.setArray(place, statement.getConnection().createArrayOf(type, array));
        } else {
            statement.setObject(place, value);
        }
    }
}
