package org.computecontracts.api;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.computecontracts.identity.member.CurrentMember;
import org.computecontracts.identity.token.ApiToken;
import org.computecontracts.identity.token.ApiTokens;
import org.computecontracts.identity.token.NewToken;
import org.computecontracts.kernel.CurrentTenant;
import org.computecontracts.kernel.Needs;
import org.computecontracts.kernel.Right;

/** API tokens of the tenant. */
@Path("tokens")
@RequestScoped
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@Needs
public class TokensResource {
    @Inject
    CurrentTenant tenant;

    @Inject
    CurrentMember member;

    @Inject
    ApiTokens tokens;

    /** A token to be made; reading goes with every other right. */
    public record Wanted(
            @NotBlank String name,
            @NotEmpty Set<Right> rights,
            @Min(1) @Max(365) int days) {}

    @GET
    public List<ApiToken> list() {
        return tokens.list(tenant.id());
    }

    @Needs(Right.MANAGE)
    @POST
    public NewToken issue(@Valid @NotNull Wanted wanted) {
        tenant.require(wanted.rights());
        return tokens.issue(tenant.id(), member.did(), wanted.name(), wanted.rights(), Duration.ofDays(wanted.days()));
    }

    @Needs(Right.MANAGE)
    @DELETE
    @Path("{id}")
    public void revoke(@PathParam("id") UUID id) {
        tokens.revoke(tenant.id(), id);
    }
}
