package org.computecontracts.testing;

import jakarta.inject.Inject;
import java.lang.reflect.Field;
import java.math.BigDecimal;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Does for a bean outside the container what the container does when it makes one. */
public final class Injection {
    private Injection() {}

    /**
     * Sets the injected fields of a bean, wherever it lives: each part goes where its type fits, and nowhere else. What is not
     * given stays as it is.
     *
     * @throws IllegalArgumentException when a part fits no injected field, or more than one
     */
    public static <T> T inject(T bean, Object... parts) {
        var fields = Stream.<Class<?>>iterate(bean.getClass(), type -> type != Object.class, Class::getSuperclass)
                .flatMap(type -> Arrays.stream(type.getDeclaredFields()))
                .filter(field -> field.isAnnotationPresent(Inject.class))
                .toList();
        for (var part : parts) {
            set(bean, place(bean, fields, part), part);
        }
        return bean;
    }

    /** What was injected into a bean under this type. */
    public static <T> T injected(Object bean, Class<T> type) {
        var field = Stream.<Class<?>>iterate(bean.getClass(), t -> t != Object.class, Class::getSuperclass)
                .flatMap(t -> Arrays.stream(t.getDeclaredFields()))
                .filter(f -> f.getType() == type)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(bean.getClass() + " has no " + type));
        try {
            field.setAccessible(true);
            return type.cast(field.get(bean));
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Settings as they are where nobody has set anything; those without a default stay empty. */
    public static <T> T defaults(T settings) {
        for (var field : settings.getClass().getDeclaredFields()) {
            var setting = field.getAnnotation(ConfigProperty.class);
            if (setting != null && !setting.defaultValue().equals(ConfigProperty.UNCONFIGURED_VALUE)) {
                set(settings, field, converted(field.getType(), setting.defaultValue()));
            }
        }
        return settings;
    }

    /** The types that our settings have, converted as MicroProfile Config does. */
    private static Object converted(Class<?> type, String value) {
        return switch (type.getSimpleName()) {
            case "int" -> Integer.valueOf(value);
            case "long" -> Long.valueOf(value);
            case "boolean" -> Boolean.valueOf(value);
            case "String" -> value;
            case "Duration" -> Duration.parse(value);
            case "URI" -> URI.create(value);
            case "Path" -> Path.of(value);
            case "BigDecimal" -> new BigDecimal(value);
            case "List" -> List.of(value.split(",", -1));
            default -> throw new IllegalArgumentException("No setting is of type " + type);
        };
    }

    /** Sets a setting, by the name that people set it by. */
    public static void configure(Object settings, String name, Object value) {
        for (var type = settings.getClass(); type != Object.class; type = type.getSuperclass()) {
            for (var field : type.getDeclaredFields()) {
                var setting = field.getAnnotation(ConfigProperty.class);
                if (setting != null && setting.name().equals(name)) {
                    set(settings, field, value);
                    return;
                }
            }
        }
        throw new IllegalArgumentException(settings.getClass() + " has no setting " + name);
    }

    private static Field place(Object bean, List<Field> fields, Object part) {
        var fitting = fields.stream()
                .filter(field -> field.getType().isInstance(part))
                .toList();
        if (fitting.size() != 1) {
            throw new IllegalArgumentException("%s fits %d fields of %s"
                    .formatted(part.getClass(), fitting.size(), bean.getClass().getSimpleName()));
        }
        return fitting.getFirst();
    }

    private static void set(Object bean, Field field, Object part) {
        try {
            field.setAccessible(true);
            field.set(bean, part);
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
    }
}
