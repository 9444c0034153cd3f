package org.computecontracts.atproto;

import jakarta.persistence.AttributeConverter;
import jakarta.persistence.Converter;
import org.jspecify.annotations.Nullable;

/** Stores a {@link Cid} as text. */
@Converter(autoApply = true)
public class CidConverter implements AttributeConverter<Cid, String> {
    @Override
    public @Nullable String convertToDatabaseColumn(@Nullable Cid attribute) {
        return attribute == null ? null : attribute.value();
    }

    @Override
    public @Nullable Cid convertToEntityAttribute(@Nullable String value) {
        return value == null ? null : new Cid(value);
    }
}
