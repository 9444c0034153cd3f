package org.computecontracts.api;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import org.computecontracts.identity.Tenant;
import org.computecontracts.identity.account.AccountSession;
import org.computecontracts.identity.account.PdsSessions;
import org.computecontracts.identity.account.Tenants;
import org.computecontracts.identity.signin.Entrance;
import org.computecontracts.kernel.CurrentTenant;
import org.computecontracts.kernel.KernelProblem;
import org.computecontracts.kernel.Needs;
import org.computecontracts.kernel.Open;
import org.computecontracts.kernel.Right;

/** Sign-in with a password of an account made here, and the session at the account's own server. */
@Path("session")
@RequestScoped
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
public class SessionResource {
    @Inject
    Tenants tenants;

    @Inject
    Entrance entrance;

    @Inject
    Sessions sessions;

    @Inject
    CurrentTenant tenant;

    @Inject
    PdsSessions accounts;

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
    public SignedIn signIn(@Valid @NotNull Credentials credentials, @Context HttpServletRequest request) {
        return sessions.open(entrance.signIn(request, credentials.identifier(), credentials.password()));
    }

    @Needs
    @GET
    public Tenant who() {
        return tenants.get(tenant.id());
    }

    /** The session at the account's own server; 404 while there was none. */
    @Needs
    @GET
    @Path("account")
    public AccountSession account() {
        return accounts.look(tenant.id())
                .orElseThrow(() -> KernelProblem.NOT_FOUND.because("This account has never signed in here"));
    }

    /** Gives it back: contracts under way stand still until somebody signs in with the account again. */
    @Needs(Right.MANAGE)
    @DELETE
    @Path("account")
    public void disconnect() {
        accounts.end(tenant.id());
    }
}
