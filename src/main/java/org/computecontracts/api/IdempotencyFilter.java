package org.computecontracts.api;

import jakarta.inject.Inject;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.core.Response;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.util.HexFormat;
import java.util.Optional;
import org.computecontracts.kernel.CurrentTenant;
import org.computecontracts.kernel.Json;
import org.computecontracts.kernel.KernelProblem;

/**
 * Gives a repeated POST the answer it got the first time. What a tenant asks twice before the first answer is there is
 * harmless too: every verb of the market can be repeated.
 */
public class IdempotencyFilter implements ContainerRequestFilter, ContainerResponseFilter {
    static final String HEADER = "Idempotency-Key";
    private static final String FINGERPRINT = IdempotencyFilter.class.getName();
    private static final int LARGEST_BODY = 256 * 1024;

    @Inject
    IdempotencyStore store;

    @Inject
    CurrentTenant tenant;

    @Inject
    Clock clock;

    @Override
    public void filter(ContainerRequestContext request) throws IOException {
        var body = request.getEntityStream().readNBytes(LARGEST_BODY + 1);
        if (body.length > LARGEST_BODY) {
            throw KernelProblem.TOO_LARGE.because("The request body is larger than %d bytes", LARGEST_BODY);
        }
        request.setEntityStream(new ByteArrayInputStream(body));
        var key = key(request);
        if (key.isEmpty()) {
            return;
        }
        var fingerprint = fingerprint(request, body);
        var given = store.find(tenant.id(), key.get());
        if (given.isEmpty()) {
            request.setProperty(FINGERPRINT, fingerprint);
        } else if (given.get().fingerprint().equals(fingerprint)) {
            request.abortWith(Response.status(given.get().status())
                    .type("application/json")
                    .entity(Json.read(given.get().body()))
                    .build());
        } else {
            throw ApiProblem.IDEMPOTENCY_KEY_REUSED.because("%s %s was sent with another request", HEADER, key.get());
        }
    }

    @Override
    public void filter(ContainerRequestContext request, ContainerResponseContext response) {
        var fingerprint = request.getProperty(FINGERPRINT);
        var done = response.getStatusInfo().getFamily() == Response.Status.Family.SUCCESSFUL;
        if (fingerprint instanceof String text && done && response.hasEntity()) {
            var answer = new GivenAnswer(text, response.getStatus(), Json.write(response.getEntity()));
            store.keep(tenant.id(), key(request).orElseThrow(), answer, clock.instant());
        }
    }

    /** Sign-up, sign-in and new tokens answer secrets, which are not kept. */
    private Optional<String> key(ContainerRequestContext request) {
        var path = request.getUriInfo().getPath();
        var secret = path.startsWith("accounts")
                || path.startsWith("session")
                || path.startsWith("tokens")
                || path.startsWith("wallet");
        return request.getMethod().equals("POST") && tenant.isSignedIn() && !secret
                ? Optional.ofNullable(request.getHeaderString(HEADER)).filter(k -> !k.isBlank() && k.length() <= 200)
                : Optional.empty();
    }

    private static String fingerprint(ContainerRequestContext request, byte[] body) {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            digest.update(request.getUriInfo().getPath().getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest.digest(body));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has SHA-256", e);
        }
    }
}
