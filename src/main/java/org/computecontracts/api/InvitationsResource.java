package org.computecontracts.api;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.UUID;
import org.computecontracts.atproto.Did;
import org.computecontracts.identity.account.Tenants;
import org.computecontracts.identity.member.Invitation;
import org.computecontracts.identity.member.Invitations;
import org.computecontracts.kernel.CurrentTenant;
import org.computecontracts.kernel.Needs;
import org.computecontracts.kernel.Right;

/** Places in other tenants, offered to the tenant's own account. */
@Path("invitations")
@RequestScoped
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@Needs
public class InvitationsResource {
    @Inject
    CurrentTenant tenant;

    @Inject
    Tenants tenants;

    @Inject
    Invitations invitations;

    @GET
    public List<Invitation> list() {
        return invitations.to(own());
    }

    @Needs(Right.MANAGE)
    @POST
    @Path("{id}/acceptance")
    public Invitation accept(@PathParam("id") UUID id) {
        return invitations.accept(own(), id);
    }

    @Needs(Right.MANAGE)
    @DELETE
    @Path("{id}")
    public void decline(@PathParam("id") UUID id) {
        invitations.decline(own(), id);
    }

    private List<Did> own() {
        return List.of(tenants.get(tenant.id()).did());
    }
}
