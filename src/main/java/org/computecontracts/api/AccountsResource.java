package org.computecontracts.api;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import org.computecontracts.atproto.TypedHandle;
import org.computecontracts.identity.signin.Entrance;
import org.computecontracts.kernel.Open;

/** Sign-up: a new account on this portal's own PDS, and a tenant for it. */
@Path("accounts")
@RequestScoped
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@Open("who signs up is nobody yet")
public class AccountsResource {
    @Inject
    Entrance entrance;

    @Inject
    Sessions sessions;

    /** What a sign-up needs. */
    public record NewAccount(
            @NotNull TypedHandle handle, @NotBlank String password) {}

    @POST
    public SignedIn signUp(@Valid @NotNull NewAccount account, @Context HttpServletRequest request) {
        return sessions.open(entrance.signUp(request, account.handle().handle(), account.password()));
    }
}
