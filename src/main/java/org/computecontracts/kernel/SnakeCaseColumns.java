package org.computecontracts.kernel;

import java.util.Locale;
import org.eclipse.persistence.mappings.DatabaseMapping;
import org.eclipse.persistence.mappings.foundation.AbstractDirectMapping;
import org.eclipse.persistence.sessions.Session;
import org.eclipse.persistence.sessions.SessionCustomizer;

/** Names the column of every field in snake case, {@code createdAt} in {@code created_at}, where {@code @Column} names none. */
public class SnakeCaseColumns implements SessionCustomizer {
    @Override
    public void customize(Session session) {
        for (var descriptor : session.getDescriptors().values()) {
            descriptor.getMappings().forEach(SnakeCaseColumns::rename);
        }
    }

    private static void rename(DatabaseMapping mapping) {
        if (mapping instanceof AbstractDirectMapping direct
                && direct.getField().getName().equalsIgnoreCase(mapping.getAttributeName())) {
            direct.getField().setName(snake(mapping.getAttributeName()));
        }
    }

    static String snake(String attribute) {
        return attribute.replaceAll("([a-z0-9])([A-Z])", "$1_$2").toLowerCase(Locale.ROOT);
    }
}
