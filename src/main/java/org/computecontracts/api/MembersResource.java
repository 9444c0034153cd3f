package org.computecontracts.api;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.UUID;
import org.computecontracts.atproto.Did;
import org.computecontracts.atproto.TypedHandle;
import org.computecontracts.identity.account.Member;
import org.computecontracts.identity.member.CurrentMember;
import org.computecontracts.identity.member.Invitation;
import org.computecontracts.identity.member.Invitations;
import org.computecontracts.identity.member.Members;
import org.computecontracts.kernel.CurrentTenant;
import org.computecontracts.kernel.Needs;
import org.computecontracts.kernel.Right;
import org.computecontracts.kernel.Role;

/** Who may look into the tenant, or act for it. */
@Path("members")
@RequestScoped
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@Needs
public class MembersResource {
    @Inject
    CurrentTenant tenant;

    @Inject
    Members members;

    @Inject
    CurrentMember member;

    @Inject
    Invitations invitations;

    /** What a member may do from now on. */
    public record NewRole(@NotNull Role role) {}

    /** Somebody to be let in, once they accept. */
    public record NewInvitation(
            @NotNull TypedHandle handle, @NotNull Role role) {}

    @GET
    public List<Member> list() {
        return members.list(tenant.id());
    }

    @Needs(Right.MANAGE)
    @PUT
    @Path("{did}")
    public Member changeRole(@PathParam("did") Did did, @Valid @NotNull NewRole role) {
        tenant.require(role.role().rights());
        return members.changeRole(tenant.id(), member.did(), did, role.role());
    }

    @Needs(Right.MANAGE)
    @DELETE
    @Path("{did}")
    public void remove(@PathParam("did") Did did) {
        members.remove(tenant.id(), did);
    }

    @GET
    @Path("invitations")
    public List<Invitation> invitations() {
        return invitations.list(tenant.id());
    }

    @Needs(Right.MANAGE)
    @POST
    @Path("invitations")
    public Invitation invite(@Valid @NotNull NewInvitation invitation) {
        tenant.require(invitation.role().rights());
        return invitations.invite(tenant.id(), member.did(), invitation.handle().handle(), invitation.role());
    }

    @Needs(Right.MANAGE)
    @DELETE
    @Path("invitations/{id}")
    public void withdraw(@PathParam("id") UUID id) {
        invitations.withdraw(tenant.id(), id);
    }
}
