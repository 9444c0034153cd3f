package org.computecontracts.atproto;

import jakarta.persistence.AttributeConverter;
import jakarta.persistence.Converter;
import org.jspecify.annotations.Nullable;

/** Stores an {@link AtUri} as text. */
@Converter(autoApply = true)
public class AtUriConverter implements AttributeConverter<AtUri, String> {
    @Override
    public @Nullable String convertToDatabaseColumn(@Nullable AtUri attribute) {
        return attribute == null ? null : attribute.value();
    }

    @Override
    public @Nullable AtUri convertToEntityAttribute(@Nullable String value) {
        return value == null ? null : new AtUri(value);
    }
}
