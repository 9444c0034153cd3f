package org.computecontracts.api;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.regex.Pattern;
import org.computecontracts.kernel.CurrentTenant;
import org.computecontracts.kernel.KernelProblem;
import org.computecontracts.kernel.Needs;
import org.computecontracts.kernel.Right;
import org.computecontracts.trust.Decision;
import org.computecontracts.trust.NewPolicy;
import org.computecontracts.trust.Policies;
import org.computecontracts.trust.Policy;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.jspecify.annotations.Nullable;

/** The rules that decide on bids. */
@Path("policy")
@RequestScoped
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@Needs
public class PolicyResource {
    private static final int TRIAL_BIDS = 50;
    private static final Pattern TAG = Pattern.compile("\"[0-9]{1,9}\"");

    @Inject
    CurrentTenant tenant;

    @Inject
    Policies policies;

    @GET
    public Policy get(@Context HttpServletResponse response) {
        var policy = policies.of(tenant.id());
        response.setHeader(HttpHeaders.ETAG, "\"" + policy.version() + "\"");
        return policy;
    }

    @Operation(
            summary = "Change the rules",
            description =
                    "Of two who change the same version, the second is refused where If-Match names that version.")
    @Needs(Right.BUY)
    @PUT
    public Policy change(
            @Parameter(
                            description =
                                    "The ETag of the version that was read, which is its number in quotes. When another holds by"
                                            + " now, nothing changes and the answer is 409 policy-moved. Without it, whatever"
                                            + " holds is replaced.")
                    @HeaderParam(HttpHeaders.IF_MATCH)
                    @Nullable
                    String version,
            @Valid @NotNull NewPolicy policy,
            @Context HttpServletResponse response) {
        if (version == null || version.equals("*")) {
            policies.change(tenant.id(), policy);
        } else {
            policies.change(tenant.id(), policy, number(version));
        }
        return get(response);
    }

    /** What these rules would have said to the last bids; changes nothing. */
    @Needs(Right.READ)
    @POST
    @Path("trial")
    public List<Decision> tryOn(@Valid @NotNull NewPolicy policy) {
        return policies.tryOn(tenant.id(), policy, policies.lastBids(tenant.id(), TRIAL_BIDS));
    }

    private static int number(String tag) {
        if (!TAG.matcher(tag).matches()) {
            throw KernelProblem.INVALID_INPUT.because("If-Match is the number of a version in quotes, like \"3\"");
        }
        return Integer.parseInt(tag, 1, tag.length() - 1, 10);
    }
}
