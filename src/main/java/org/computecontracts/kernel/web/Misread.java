package org.computecontracts.kernel.web;

import static java.util.stream.Collectors.joining;

import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.InvalidNullException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.Collection;
import java.util.Map;
import org.computecontracts.kernel.ProblemException;
import org.jspecify.annotations.Nullable;

/** The member of a request that could not be read, in words for whoever sent it: they know nothing of Java. */
record Misread(JsonMappingException failure) {
    private static final Map<Class<?>, String> KINDS = Map.of(
            int.class,
            "an integer",
            long.class,
            "an integer",
            boolean.class,
            "true or false",
            BigDecimal.class,
            "a number");

    /** Like {@code rules[0].effect}; empty where it is the whole. */
    String member() {
        var path = failure.getPath().stream()
                .map(step -> step.getFieldName() == null ? "[" + step.getIndex() + "]" : "." + step.getFieldName())
                .collect(joining());
        return path.startsWith(".") ? path.substring(1) : path;
    }

    String reason() {
        return switch (failure.getCause()) {
            case ProblemException refusal -> refusal.detail();
            case IllegalArgumentException refusal -> String.valueOf(refusal.getMessage());
            case null, default ->
                switch (failure) {
                    case InvalidNullException missing -> "must be there";
                    case MismatchedInputException mismatch -> "must be " + kind(mismatch.getTargetType());
                    default -> "cannot be read";
                };
        };
    }

    private static String kind(@Nullable Class<?> type) {
        if (type == null) {
            return "of another kind";
        }
        if (type.isEnum()) {
            return "one of "
                    + Arrays.stream(type.getEnumConstants())
                            .map(String::valueOf)
                            .collect(joining(", "));
        }
        if (type.isRecord() && type.getRecordComponents().length > 1) {
            return "an object";
        }
        return Collection.class.isAssignableFrom(type) ? "a list" : KINDS.getOrDefault(type, "a text");
    }
}
