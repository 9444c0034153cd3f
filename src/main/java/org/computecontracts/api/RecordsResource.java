package org.computecontracts.api;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.computecontracts.appview.inspection.Inspection;
import org.computecontracts.appview.inspection.Inspections;
import org.computecontracts.kernel.Open;

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

    /** The signed commit, the path through the tree and the record, as its server gives them: to be checked by others. */
    @GET
    @Path("proof")
    @Produces("application/vnd.ipld.car")
    public Response proof(@QueryParam("uri") @NotNull String uri) {
        return attachment(inspections.proof(uri), "record.car");
    }

    /** The record's JSON, as its CID covers it. */
    @GET
    @Path("json")
    public Response json(@QueryParam("uri") @NotNull String uri) {
        return attachment(inspections.of(uri).json(), "record.json");
    }

    private static Response attachment(Object content, String name) {
        return Response.ok(content)
                .header("Content-Disposition", "attachment; filename=\"" + name + "\"")
                .header("X-Content-Type-Options", "nosniff")
                .build();
    }
}
