package org.computecontracts.atproto;

import jakarta.persistence.AttributeConverter;
import jakarta.persistence.Converter;
import org.jspecify.annotations.Nullable;

/** Stores a {@link Did} as text. */
@Converter(autoApply = true)
public class DidConverter implements AttributeConverter<Did, String> {
    @Override
    public @Nullable String convertToDatabaseColumn(@Nullable Did attribute) {
        return attribute == null ? null : attribute.value();
    }

    @Override
    public @Nullable Did convertToEntityAttribute(@Nullable String value) {
        return value == null ? null : new Did(value);
    }
}
