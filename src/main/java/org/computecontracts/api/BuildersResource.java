package org.computecontracts.api;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.UUID;
import org.computecontracts.compute.Build;
import org.computecontracts.compute.Builder;
import org.computecontracts.compute.Builders;
import org.computecontracts.compute.Builds;
import org.computecontracts.compute.NewBuilder;
import org.computecontracts.kernel.CurrentTenant;
import org.computecontracts.kernel.Needs;
import org.computecontracts.kernel.Right;
import org.computecontracts.market.provider.RfpIntake;

/** A provider's machines and what runs on them. */
@Path("builders")
@RequestScoped
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@Needs
public class BuildersResource {
    @Inject
    CurrentTenant tenant;

    @Inject
    Builders builders;

    @Inject
    Builds builds;

    @Inject
    RfpIntake offers;

    /** Whether a builder takes new machines. */
    public record Activity(boolean active) {}

    @GET
    public List<Builder> list() {
        return builders.of(tenant.id());
    }

    /** Registers a builder and publishes the offering by which requesters find the provider. */
    @Needs(Right.OPERATE)
    @POST
    public Builder register(@Valid @NotNull NewBuilder builder) {
        return offers.register(tenant.id(), builder);
    }

    @Needs(Right.OPERATE)
    @PUT
    @Path("{id}")
    public Builder activate(@PathParam("id") UUID id, @Valid @NotNull Activity activity) {
        return builders.activate(tenant.id(), id, activity.active());
    }

    @GET
    @Path("builds")
    public List<Build> builds() {
        return builds.of(tenant.id());
    }
}
