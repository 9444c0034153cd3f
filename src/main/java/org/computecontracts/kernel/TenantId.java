package org.computecontracts.kernel;

import java.util.UUID;

/** Whose data it is. Every row has one and every query names it. */
public record TenantId(UUID value) {
    public static TenantId random() {
        return new TenantId(UUID.randomUUID());
    }

    public static TenantId of(String text) {
        return new TenantId(UUID.fromString(text));
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
