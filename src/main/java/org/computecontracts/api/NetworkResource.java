package org.computecontracts.api;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import org.computecontracts.atproto.Did;
import org.computecontracts.kernel.CurrentTenant;
import org.computecontracts.kernel.Needs;
import org.computecontracts.kernel.Right;
import org.computecontracts.network.Network;
import org.computecontracts.network.NetworkHost;
import org.computecontracts.network.SeenRepo;

/** The hosts that are listened to and how well that goes; public. */
@Path("network")
@Needs(Right.READ)
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
public class NetworkResource {
    @Inject
    CurrentTenant tenant;

    @Inject
    Network network;

    /** The repository to be read anew. */
    public record Doubt(@NotNull Did did) {}

    @GET
    public List<NetworkHost> hosts() {
        return network.hosts();
    }

    /** Repositories of which not everything may be known, and why. */
    @GET
    @Path("desynchronised")
    public List<SeenRepo> desynchronised(@QueryParam("limit") @DefaultValue("100") int limit) {
        return network.desynchronised(limit);
    }

    /** Has a repository read anew from its own server. */
    @POST
    @Path("resync")
    @Consumes(MediaType.APPLICATION_JSON)
    @Needs(Right.MANAGE)
    public Response resync(@NotNull Doubt doubt) {
        network.resync(doubt.did());
        return Response.accepted().build();
    }
}
