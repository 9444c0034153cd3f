package org.computecontracts.api;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.validation.Valid;
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
import org.computecontracts.atproto.AtUri;
import org.computecontracts.atproto.Did;
import org.computecontracts.identity.account.Tenants;
import org.computecontracts.kernel.CurrentTenant;
import org.computecontracts.kernel.KernelProblem;
import org.computecontracts.kernel.Needs;
import org.computecontracts.kernel.Open;
import org.computecontracts.kernel.Right;
import org.computecontracts.network.NetworkProblem;
import org.computecontracts.network.SeenRepo;
import org.computecontracts.network.host.NetworkHost;
import org.computecontracts.network.view.Network;

/** The hosts that are listened to, how well that goes, and what the view knows of a record. */
@Path("network")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
@Open("what is heard of the network is public")
public class NetworkResource {
    @Inject
    Network network;

    @Inject
    CurrentTenant tenant;

    @Inject
    Tenants tenants;

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

    /** What the network's view knows of a record, and every version seen; content only of what is still there. */
    @GET
    @Path("record")
    public KnownRecord record(@QueryParam("uri") @NotNull String uri) {
        var wanted = uri(uri);
        return network.find(wanted)
                .map(seen -> KnownRecord.of(seen, network.history(wanted)))
                .orElseThrow(() -> NetworkProblem.RECORD_UNKNOWN.because("%s has not been seen", wanted));
    }

    private static AtUri uri(String text) {
        try {
            return new AtUri(text);
        } catch (IllegalArgumentException e) {
            throw KernelProblem.INVALID_INPUT
                    .because("%s is not the AT-URI of a record", text)
                    .causedBy(e);
        }
    }

    /** Has the repository of the tenant's own account read anew from its server. */
    @Needs(Right.MANAGE)
    @POST
    @Path("resync")
    @Consumes(MediaType.APPLICATION_JSON)
    public Response resync(@Valid @NotNull Doubt doubt) {
        network.resync(tenants.get(tenant.id()).did(), doubt.did());
        return Response.accepted().build();
    }
}
