package org.computecontracts.api;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.UUID;
import org.computecontracts.kernel.CurrentTenant;
import org.computecontracts.kernel.Needs;
import org.computecontracts.kernel.Right;
import org.computecontracts.market.contract.Contracts;
import org.computecontracts.market.protocol.NewRfp;
import org.computecontracts.market.requester.Examples;
import org.computecontracts.market.requester.Rfps;
import org.computecontracts.portal.timeline.StepWords;
import org.jspecify.annotations.Nullable;

/** Requests for proposal. */
@Path("rfps")
@RequestScoped
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@Needs
public class RfpsResource {
    @Inject
    CurrentTenant tenant;

    @Inject
    Rfps rfps;

    @Inject
    Contracts contracts;

    @Inject
    Examples examples;

    @Inject
    StepWords words;

    /** A request to start from, made for this account. */
    @GET
    @Path("example")
    public NewRfp example() {
        return examples.helloWorld(tenant.id());
    }

    /** The key makes the contract's id: cut short and sent again, it goes on with the same request. */
    @Needs(Right.BUY)
    @POST
    public ToldContract publish(
            @HeaderParam(IdempotencyFilter.HEADER) @Nullable String key, @Valid @NotNull NewRfp request) {
        var owner = tenant.id();
        var id = key == null || key.isBlank() ? UUID.randomUUID() : Rfps.idFor(owner, key);
        var contract = contracts.get(owner, rfps.publish(owner, id, request));
        return ToldContract.of(contract, words.tell(contract.steps()));
    }
}
