package org.computecontracts.api;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.UUID;
import org.computecontracts.appview.drill.Drill;
import org.computecontracts.appview.drill.Drills;
import org.computecontracts.kernel.Open;
import org.computecontracts.kernel.Vault;
import org.jspecify.annotations.Nullable;

/** The view of the network made anew, and whether it came out the same; public to look at. */
@Path("network/drills")
@Open("anybody may know whether the view comes out the same")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
public class DrillsResource {
    static final String OPERATOR_KEY = "X-Operator-Key";

    @Inject
    Drills drills;

    @Inject
    Vault vault;

    @GET
    public List<Drill> latest() {
        return drills.latest();
    }

    @GET
    @Path("{id}")
    public Drill get(@PathParam("id") UUID id) {
        return drills.get(id);
    }

    /** Only for whoever has the portal's master key: {@code ./portal rebuild} does. */
    @POST
    @Path("{purpose: DRILL|REBUILD}")
    @Open("asks for the operator's key instead")
    public Response begin(
            @PathParam("purpose") Drill.Purpose purpose, @HeaderParam(OPERATOR_KEY) @Nullable String key) {
        if (key == null || !vault.isOperator(key)) {
            throw ApiProblem.OPERATOR_ONLY.because("Only the portal's operator can have its view made anew");
        }
        return Response.accepted(drills.begin(purpose)).build();
    }
}
