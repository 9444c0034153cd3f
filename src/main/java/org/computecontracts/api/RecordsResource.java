package org.computecontracts.api;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import org.computecontracts.kernel.Open;
import org.computecontracts.market.Inspection;
import org.computecontracts.market.Inspections;

/** Any record of the network, with what was recomputed; public. */
@Path("records")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
@Open("records are public")
public class RecordsResource {
    @Inject
    Inspections inspections;

    @GET
    public Inspection inspect(@QueryParam("uri") @NotNull String uri) {
        return inspections.of(uri);
    }
}
