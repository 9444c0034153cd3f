package org.computecontracts.kernel.web;

import jakarta.validation.ConstraintViolationException;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import jakarta.ws.rs.ext.ExceptionMapper;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/** Jersey has a mapper of its own for Bean Validation, which only one for the exact type replaces. */
public class InvalidInputMapper implements ExceptionMapper<ConstraintViolationException> {
    @Context
    @Nullable
    UriInfo uri;

    @Override
    public Response toResponse(ConstraintViolationException e) {
        return ProblemMapper.answer(
                e, uri == null ? URI.create("") : URI.create(uri.getRequestUri().getRawPath()));
    }
}
