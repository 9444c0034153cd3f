package org.computecontracts.container;

import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.enterprise.context.ContextNotActiveException;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.NotBlank;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import org.computecontracts.kernel.CurrentTenant;
import org.computecontracts.kernel.KernelProblem;
import org.computecontracts.kernel.Needs;
import org.computecontracts.kernel.Right;
import org.computecontracts.kernel.TenantId;

/** Everything that can happen to a request. */
@Path("")
@RequestScoped
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
public class ProbeResource {
    private static final CyclicBarrier MEETING = new CyclicBarrier(2);

    @Inject
    CurrentTenant current;

    @Inject
    VersionedStore contracts;

    @Resource
    ManagedExecutorService executor;

    public record Wish(@NotBlank String name, @Max(8) int cpus) {}

    /** Who was served, and where. */
    public record Served(String thread, boolean alreadySignedIn, UUID tenant) {}

    @POST
    @Path("wishes")
    public Wish wish(@Valid Wish wish) {
        return wish;
    }

    @GET
    @Path("refusal")
    public String refuse() {
        throw KernelProblem.NOT_FOUND.because("No wish %d", 7);
    }

    @GET
    @Path("fault")
    public String fail() {
        throw new IllegalStateException("A fault that a test provokes, with the password in it");
    }

    @GET
    @Path("right")
    @Needs(Right.BUY)
    public String right() {
        return "\"bought\"";
    }

    @POST
    @Path("overtaken")
    public void overtake() {
        contracts.beOvertaken(contracts.drafted(new TenantId(UUID.randomUUID())));
    }

    /** As the sign-in filter does, and then what a resource does. */
    @GET
    @Path("tenants/{tenant}")
    public Served serve(@PathParam("tenant") UUID tenant) {
        var before = current.isSignedIn();
        current.set(new TenantId(tenant), Set.of(Right.READ));
        return new Served(Thread.currentThread().getName(), before, current.id().value());
    }

    /** Answers once another is served as well. */
    @GET
    @Path("meetings/{tenant}")
    public Served meet(@PathParam("tenant") UUID tenant) throws Exception {
        var before = current.isSignedIn();
        current.set(new TenantId(tenant), Set.of(Right.READ));
        MEETING.await(30, TimeUnit.SECONDS);
        return new Served(Thread.currentThread().getName(), before, current.id().value());
    }

    /** What is handed to another thread is nobody's. */
    @GET
    @Path("tasks/{tenant}")
    public boolean hand(@PathParam("tenant") UUID tenant) throws Exception {
        current.set(new TenantId(tenant), Set.of(Right.READ));
        return executor.submit(this::isSignedInHere).get(30, TimeUnit.SECONDS);
    }

    private boolean isSignedInHere() {
        try {
            return current.isSignedIn();
        } catch (ContextNotActiveException e) {
            return false;
        }
    }
}
