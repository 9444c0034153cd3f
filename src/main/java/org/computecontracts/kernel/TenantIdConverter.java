package org.computecontracts.kernel;

import jakarta.persistence.AttributeConverter;
import jakarta.persistence.Converter;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Stores a {@link TenantId} as a {@code uuid} column. */
@Converter(autoApply = true)
public class TenantIdConverter implements AttributeConverter<TenantId, UUID> {
    @Override
    public @Nullable UUID convertToDatabaseColumn(@Nullable TenantId tenant) {
        return tenant == null ? null : tenant.value();
    }

    @Override
    public @Nullable TenantId convertToEntityAttribute(@Nullable UUID value) {
        return value == null ? null : new TenantId(value);
    }
}
