package org.computecontracts.kernel.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import jakarta.validation.ConstraintViolation;
import jakarta.validation.ConstraintViolationException;
import jakarta.ws.rs.WebApplicationException;
import java.net.URI;
import java.util.Comparator;
import java.util.List;
import org.computecontracts.kernel.DataRefusal;
import org.computecontracts.kernel.KernelProblem;
import org.computecontracts.kernel.ProblemException;

/** RFC 9457 problem details; {@code errors} names each invalid field. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record Problem(URI type, String title, int status, String detail, URI instance, List<Invalid> errors) {
    private static final String SEE_ERRORS = "See errors";

    /** One field and what is wrong with it. */
    public record Invalid(String field, String message) {}

    public static Problem of(Throwable e, URI instance) {
        return switch (e) {
            case ProblemException p ->
                new Problem(p.type().uri(), p.type().title(), p.type().status(), p.detail(), instance, List.of());
            case ConstraintViolationException c -> invalid(c, instance);
            case JsonMappingException m -> misread(new Misread(m), instance);
            case JsonProcessingException j -> invalid("Malformed JSON", List.of(), instance);
            case WebApplicationException w ->
                plain(
                        w.getResponse().getStatus(),
                        w.getResponse().getStatusInfo().getReasonPhrase(),
                        instance);
            default -> ofDatabase(e, instance);
        };
    }

    private static Problem ofDatabase(Throwable e, URI instance) {
        if (DataRefusal.isOfValues(e)) {
            return invalid("Something in it is too long, too large or no text", List.of(), instance);
        }
        return DataRefusal.ofStaleVersion(e)
                .map(refusal -> of(refusal, instance))
                .orElseGet(() -> plain(500, "Internal error", instance));
    }

    private static Problem plain(int status, String title, URI instance) {
        return new Problem(URI.create("about:blank"), title, status, "", instance, List.of());
    }

    private static Problem misread(Misread misread, URI instance) {
        return misread.member().isEmpty()
                ? invalid("The JSON " + misread.reason(), List.of(), instance)
                : invalid(SEE_ERRORS, List.of(new Invalid(misread.member(), misread.reason())), instance);
    }

    private static Problem invalid(ConstraintViolationException e, URI instance) {
        var errors = e.getConstraintViolations().stream()
                .map(v -> new Invalid(field(v), v.getMessage()))
                .sorted(Comparator.comparing(Invalid::field))
                .toList();
        return invalid(SEE_ERRORS, errors, instance);
    }

    private static Problem invalid(String detail, List<Invalid> errors, URI instance) {
        var type = KernelProblem.INVALID_INPUT;
        return new Problem(type.uri(), type.title(), type.status(), detail, instance, errors);
    }

    private static String field(ConstraintViolation<?> violation) {
        var path = violation.getPropertyPath().toString();
        return path.substring(path.lastIndexOf('.') + 1);
    }
}
