package org.computecontracts.kernel.web;

import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import jakarta.ws.rs.ext.ExceptionMapper;
import java.net.URI;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Every exception of a JAX-RS resource as problem+json; a fault is logged here, once. */
public class ProblemMapper implements ExceptionMapper<Exception> {
    private static final Logger LOG = Logger.getLogger(ProblemMapper.class.getName());

    @Context
    @Nullable
    UriInfo uri;

    @Override
    public Response toResponse(Exception e) {
        return answer(
                e, uri == null ? URI.create("") : URI.create(uri.getRequestUri().getRawPath()));
    }

    static Response answer(Exception e, URI instance) {
        var problem = Problem.of(e, instance);
        if (problem.status() >= 500) {
            LOG.log(Level.WARNING, "Failed: " + instance, e);
        }
        return Response.status(problem.status())
                .type("application/problem+json")
                .entity(problem)
                .build();
    }
}
