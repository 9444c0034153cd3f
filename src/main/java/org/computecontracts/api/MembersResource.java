package org.computecontracts.api;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.computecontracts.atproto.Did;
import org.computecontracts.atproto.Handle;
import org.computecontracts.identity.Member;
import org.computecontracts.identity.Members;
import org.computecontracts.kernel.CurrentTenant;
import org.computecontracts.kernel.Role;

/** Who may look into the tenant, or act for it. */
@Path("members")
@RequestScoped
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
public class MembersResource {
    @Inject
    CurrentTenant tenant;

    @Inject
    Members members;

    /** Somebody to be let in. */
    public record Invitation(
            @NotNull Handle handle, @NotNull Role role) {}

    @GET
    public List<Member> list() {
        return members.list(tenant.id());
    }

    @POST
    public Member invite(@Valid @NotNull Invitation invitation) {
        return members.invite(tenant.owner(), invitation.handle(), invitation.role());
    }

    @DELETE
    @Path("{did}")
    public void remove(@PathParam("did") Did did) {
        members.remove(tenant.owner(), did);
    }
}
