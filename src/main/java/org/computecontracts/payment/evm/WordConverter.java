package org.computecontracts.payment.evm;

import jakarta.persistence.AttributeConverter;
import jakarta.persistence.Converter;
import org.jspecify.annotations.Nullable;

/** Stores a {@link Word} as text. */
@Converter(autoApply = true)
public class WordConverter implements AttributeConverter<Word, String> {
    @Override
    public @Nullable String convertToDatabaseColumn(@Nullable Word attribute) {
        return attribute == null ? null : attribute.value();
    }

    @Override
    public @Nullable Word convertToEntityAttribute(@Nullable String value) {
        return value == null ? null : new Word(value);
    }
}
