package org.computecontracts.kernel;

import java.util.Locale;
import org.eclipse.persistence.mappings.AggregateObjectMapping;
import org.eclipse.persistence.mappings.DatabaseMapping;
import org.eclipse.persistence.mappings.foundation.AbstractDirectMapping;
import org.eclipse.persistence.sessions.Session;
import org.eclipse.persistence.sessions.SessionCustomizer;

/**
 * Names the column of every field in snake case, {@code createdAt} in {@code created_at}, where {@code @Column} names none.
 * An embedded object is there even when all its columns are empty.
 */
public class ColumnRules implements SessionCustomizer {
    @Override
    public void customize(Session session) {
        for (var descriptor : session.getDescriptors().values()) {
            descriptor.getMappings().forEach(ColumnRules::apply);
        }
    }

    private static void apply(DatabaseMapping mapping) {
        if (mapping instanceof AggregateObjectMapping embedded) {
            embedded.setIsNullAllowed(false);
        }
        if (mapping instanceof AbstractDirectMapping direct
                && direct.getField().getName().equalsIgnoreCase(mapping.getAttributeName())) {
            direct.getField().setName(snake(mapping.getAttributeName()));
        }
    }

    static String snake(String attribute) {
        return attribute.replaceAll("([a-z0-9])([A-Z])", "$1_$2").toLowerCase(Locale.ROOT);
    }
}
