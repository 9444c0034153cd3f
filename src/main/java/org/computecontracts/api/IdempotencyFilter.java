package org.computecontracts.api;

import jakarta.inject.Inject;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Optional;
import org.computecontracts.kernel.CurrentTenant;
import org.computecontracts.kernel.Json;
import org.computecontracts.kernel.KernelProblem;
import org.computecontracts.kernel.RightsGuard;
import org.computecontracts.kernel.Vault;
import org.jspecify.annotations.Nullable;

/**
 * Has each Idempotency-Key worked for once at a time, and gives a repeated POST the answer it got the first time. What failed is
 * not kept, so that the same key may try again.
 */
public class IdempotencyFilter implements ContainerRequestFilter, ContainerResponseFilter {
    static final String HEADER = "Idempotency-Key";
    private static final String OURS = IdempotencyFilter.class.getName();
    private static final int LARGEST_BODY = 256 * 1024;
    private static final int LONGEST_KEY = 200;

    @Inject
    IdempotencyStore store;

    @Inject
    CurrentTenant tenant;

    @Inject
    Vault vault;

    @Inject
    Clock clock;

    @Context
    @Nullable
    ResourceInfo resource;

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
        requireRight();
        var keyed = keyed(key.get(), request, body);
        store.claim(keyed, clock.instant())
                .ifPresentOrElse(
                        claim -> request.abortWith(answer(claim, keyed)), () -> request.setProperty(OURS, keyed));
    }

    private static Optional<String> key(ContainerRequestContext request) {
        var key = Optional.ofNullable(request.getHeaderString(HEADER))
                .filter(sent -> request.getMethod().equals("POST"));
        if (key.filter(sent -> sent.isBlank() || sent.length() > LONGEST_KEY).isPresent()) {
            throw KernelProblem.INVALID_INPUT.because("%s has 1 to %d characters", HEADER, LONGEST_KEY);
        }
        return key;
    }

    /** Before anything is said of what another request was answered. */
    private void requireRight() {
        if (resource != null) {
            RightsGuard.rightFor(resource.getResourceClass(), resource.getResourceMethod())
                    .ifPresent(tenant::require);
        }
    }

    /** A stranger's key is his together with what he asks for, or one stranger could take the keys of others. */
    private KeyedRequest keyed(String key, ContainerRequestContext request, byte[] body) {
        var asked = request.getUriInfo().getPath() + "\n"
                + Optional.ofNullable(request.getHeaderString(DrillsResource.OPERATOR_KEY))
                        .orElse("") + "\n";
        var fingerprint = vault.fingerprint("idempotency", asked.getBytes(StandardCharsets.UTF_8), body);
        return tenant.isSignedIn()
                ? new KeyedRequest(tenant.id().value(), key, fingerprint, tenant.rights())
                : new KeyedRequest(
                        KeyedRequest.NOBODY,
                        vault.fingerprint("idempotency key", (fingerprint + key).getBytes(StandardCharsets.UTF_8)),
                        fingerprint,
                        tenant.rights());
    }

    /** Whoever was answered may have had rights that a token of the same tenant has not. */
    private Response answer(KeyClaim claim, KeyedRequest request) {
        tenant.require(claim.rights());
        if (!claim.fingerprint().equals(request.fingerprint())) {
            throw ApiProblem.IDEMPOTENCY_KEY_REUSED.because(
                    "%s %s was sent with another request", HEADER, request.key());
        }
        var given = claim.answer()
                .orElseThrow(() -> ApiProblem.IDEMPOTENCY_KEY_BUSY.because(
                        "The first request with this %s is not answered yet: send it again in a moment", HEADER));
        var answer = Response.status(given.status());
        return given.body().isEmpty()
                ? answer.build()
                : answer.type("application/json")
                        .entity(Json.read(given.body()))
                        .build();
    }

    @Override
    public void filter(ContainerRequestContext request, ContainerResponseContext response) {
        if (!(request.getProperty(OURS) instanceof KeyedRequest keyed)) {
            return;
        }
        if (response.getStatusInfo().getFamily() == Response.Status.Family.SUCCESSFUL) {
            var body = response.hasEntity() ? Json.write(response.getEntity()) : "";
            store.answered(keyed, new GivenAnswer(response.getStatus(), body));
        } else {
            store.release(keyed);
        }
    }
}
