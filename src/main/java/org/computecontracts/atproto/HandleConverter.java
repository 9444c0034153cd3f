package org.computecontracts.atproto;

import jakarta.persistence.AttributeConverter;
import jakarta.persistence.Converter;
import org.jspecify.annotations.Nullable;

/** Stores a {@link Handle} as text. */
@Converter(autoApply = true)
public class HandleConverter implements AttributeConverter<Handle, String> {
    @Override
    public @Nullable String convertToDatabaseColumn(@Nullable Handle attribute) {
        return attribute == null ? null : attribute.value();
    }

    @Override
    public @Nullable Handle convertToEntityAttribute(@Nullable String value) {
        return value == null ? null : new Handle(value);
    }
}
