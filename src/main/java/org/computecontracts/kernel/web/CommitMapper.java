package org.computecontracts.kernel.web;

import jakarta.transaction.TransactionalException;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import jakarta.ws.rs.ext.ExceptionMapper;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/** Jersey lets commits that failed through to the container and its page, unless there is a mapper for the exact type. */
public class CommitMapper implements ExceptionMapper<TransactionalException> {
    @Context
    @Nullable
    UriInfo uri;

    @Override
    public Response toResponse(TransactionalException e) {
        return ProblemMapper.answer(
                e, uri == null ? URI.create("") : URI.create(uri.getRequestUri().getRawPath()));
    }
}
