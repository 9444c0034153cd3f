package org.computecontracts.api;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.computecontracts.identity.Tenant;
import org.computecontracts.identity.Tenants;
import org.computecontracts.kernel.CurrentTenant;
import org.computecontracts.kernel.Needs;
import org.computecontracts.kernel.Open;

/** Sign-in with a password or an app password of an account on any PDS. */
@Path("session")
@RequestScoped
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
public class SessionResource {
    @Inject
    Tenants tenants;

    @Inject
    Sessions sessions;

    @Inject
    CurrentTenant tenant;

    /** Handle or DID, and a password. */
    public record Credentials(
            @NotBlank String identifier, @NotBlank String password) {
        @Override
        public String toString() {
            return "Credentials[" + identifier + "]";
        }
    }

    @Open("who signs in is nobody yet")
    @POST
    public SignedIn signIn(@Valid @NotNull Credentials credentials) {
        return sessions.open(tenants.signIn(credentials.identifier(), credentials.password()));
    }

    @Needs
    @GET
    public Tenant who() {
        return tenants.get(tenant.id());
    }
}
