package org.computecontracts.kernel.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import jakarta.validation.ConstraintViolation;
import jakarta.validation.ConstraintViolationException;
import jakarta.ws.rs.WebApplicationException;
import java.net.URI;
import java.util.Comparator;
import java.util.List;
import org.computecontracts.kernel.KernelProblem;
import org.computecontracts.kernel.ProblemException;

/** RFC 9457 problem details; {@code errors} names each invalid field. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record Problem(URI type, String title, int status, String detail, URI instance, List<Invalid> errors) {
    /** One field and what is wrong with it. */
    public record Invalid(String field, String message) {}

    public static Problem of(Throwable e, URI instance) {
        return switch (e) {
            case ProblemException p ->
                new Problem(p.type().uri(), p.type().title(), p.type().status(), p.detail(), instance, List.of());
            case ConstraintViolationException c -> invalid(c, instance);
            case JsonProcessingException j -> malformed(j, instance);
            case WebApplicationException w ->
                plain(
                        w.getResponse().getStatus(),
                        w.getResponse().getStatusInfo().getReasonPhrase(),
                        instance);
            default -> plain(500, "Internal error", instance);
        };
    }

    private static Problem plain(int status, String title, URI instance) {
        return new Problem(URI.create("about:blank"), title, status, "", instance, List.of());
    }

    private static Problem malformed(JsonProcessingException e, URI instance) {
        var type = KernelProblem.INVALID_INPUT;
        var cause =
                e.getCause() instanceof IllegalArgumentException i ? String.valueOf(i.getMessage()) : "Malformed JSON";
        return new Problem(type.uri(), type.title(), 400, cause, instance, List.of());
    }

    private static Problem invalid(ConstraintViolationException e, URI instance) {
        var type = KernelProblem.INVALID_INPUT;
        var errors = e.getConstraintViolations().stream()
                .map(v -> new Invalid(field(v), v.getMessage()))
                .sorted(Comparator.comparing(Invalid::field))
                .toList();
        return new Problem(type.uri(), type.title(), 400, "See errors", instance, errors);
    }

    private static String field(ConstraintViolation<?> violation) {
        var path = violation.getPropertyPath().toString();
        return path.substring(path.lastIndexOf('.') + 1);
    }
}
