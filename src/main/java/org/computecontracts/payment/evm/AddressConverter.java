package org.computecontracts.payment.evm;

import jakarta.persistence.AttributeConverter;
import jakarta.persistence.Converter;
import org.jspecify.annotations.Nullable;

/** Stores an {@link Address} as text. */
@Converter(autoApply = true)
public class AddressConverter implements AttributeConverter<Address, String> {
    @Override
    public @Nullable String convertToDatabaseColumn(@Nullable Address attribute) {
        return attribute == null ? null : attribute.value();
    }

    @Override
    public @Nullable Address convertToEntityAttribute(@Nullable String value) {
        return value == null ? null : new Address(value);
    }
}
