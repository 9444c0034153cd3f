package org.computecontracts.api;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.computecontracts.kernel.CurrentTenant;
import org.computecontracts.kernel.Needs;
import org.computecontracts.kernel.Right;
import org.computecontracts.trust.Decision;
import org.computecontracts.trust.NewPolicy;
import org.computecontracts.trust.Policies;
import org.computecontracts.trust.Policy;

/** The rules that decide on bids. */
@Path("policy")
@RequestScoped
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@Needs
public class PolicyResource {
    private static final int TRIAL_BIDS = 50;

    @Inject
    CurrentTenant tenant;

    @Inject
    Policies policies;

    @GET
    public Policy get() {
        return policies.of(tenant.id());
    }

    @Needs(Right.BUY)
    @PUT
    public Policy change(@NotNull NewPolicy policy) {
        policies.change(tenant.id(), policy);
        return policies.of(tenant.id());
    }

    /** What these rules would have said to the last bids; changes nothing. */
    @Needs(Right.READ)
    @POST
    @Path("trial")
    public List<Decision> tryOn(@NotNull NewPolicy policy) {
        return policies.tryOn(tenant.id(), policy, policies.lastBids(tenant.id(), TRIAL_BIDS));
    }
}
