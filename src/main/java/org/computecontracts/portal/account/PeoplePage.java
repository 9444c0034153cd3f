package org.computecontracts.portal.account;

import jakarta.enterprise.context.RequestScoped;
import jakarta.faces.application.FacesMessage;
import jakarta.faces.context.FacesContext;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.stream.Stream;
import org.computecontracts.atproto.Did;
import org.computecontracts.atproto.Handle;
import org.computecontracts.atproto.TypedHandle;
import org.computecontracts.identity.account.Member;
import org.computecontracts.identity.member.CurrentMember;
import org.computecontracts.identity.member.Invitation;
import org.computecontracts.identity.member.Invitations;
import org.computecontracts.identity.member.Members;
import org.computecontracts.kernel.CurrentTenant;
import org.computecontracts.kernel.KernelProblem;
import org.computecontracts.kernel.Needs;
import org.computecontracts.kernel.Right;
import org.computecontracts.kernel.Role;
import org.computecontracts.portal.Ids;
import org.computecontracts.portal.PortalProblem;
import org.jspecify.annotations.Nullable;

/** Behind {@code people.xhtml}: who may act for the tenant, and where else this person may. */
@Named
@Needs
@RequestScoped
public class PeoplePage {
    @Inject
    CurrentTenant tenant;

    @Inject
    CurrentMember self;

    @Inject
    Members members;

    @Inject
    Invitations invitations;

    @Inject
    HttpServletRequest request;

    @Inject
    FacesContext faces;

    private @Nullable String member;
    private Role memberRole = Role.AUDITOR;

    @Needs(Right.MANAGE)
    public void invite() {
        tenant.require(memberRole.rights());
        var invited = invitations.invite(tenant.id(), self.did(), handle(), memberRole);
        member = null;
        say(invited.handle().value() + " sees the invitation at the next sign-in, and is in once they accept it.");
    }

    private Handle handle() {
        try {
            return TypedHandle.of(member == null ? "" : member).handle();
        } catch (IllegalArgumentException e) {
            throw PortalProblem.HANDLE_INVALID
                    .because("%s", String.valueOf(e.getMessage()))
                    .causedBy(e);
        }
    }

    @Needs(Right.MANAGE)
    public void withdraw() {
        invitations.withdraw(tenant.id(), Ids.of(request.getParameter("invitation")));
        say("Withdrawn.");
    }

    /** Each row has a choice of its own, named after its member. */
    @Needs(Right.MANAGE)
    public void changeRole() {
        var did = new Did(request.getParameter("member"));
        give(did, role(request.getParameter("role-" + did.value())));
        say("Changed, from their next request on; for tokens they made, too.");
    }

    /** One who is suspended keeps the role it had. */
    @Needs(Right.MANAGE)
    public void keep() {
        var did = new Did(request.getParameter("member"));
        members.list(tenant.id()).stream()
                .filter(known -> known.did().equals(did))
                .forEach(known -> give(did, known.role()));
        say("Kept, from their next request on.");
    }

    private void give(Did did, Role role) {
        tenant.require(role.rights());
        members.changeRole(tenant.id(), self.did(), did, role);
    }

    private static Role role(@Nullable String name) {
        return Stream.of(Role.values())
                .filter(role -> role.name().equals(name))
                .findFirst()
                .orElseThrow(() -> KernelProblem.INVALID_INPUT.because("There is no role %s", String.valueOf(name)));
    }

    @Needs(Right.MANAGE)
    public void remove() {
        members.remove(tenant.id(), new Did(request.getParameter("member")));
        say("Removed, with their tokens and the invitations they made; app passwords they know stay until revoked.");
    }

    private void say(String text) {
        faces.addMessage(null, new FacesMessage(text));
    }

    public List<Member> getMembers() {
        return members.list(tenant.id());
    }

    /** Whether somebody waits for the word of an owner. */
    public boolean isAsked() {
        return getMembers().stream().anyMatch(Member::suspended);
    }

    public List<Invitation> getInvited() {
        return invitations.list(tenant.id());
    }

    public Role[] getRoles() {
        return Role.values();
    }

    public @Nullable String getMember() {
        return member;
    }

    public void setMember(@Nullable String member) {
        this.member = member;
    }

    public Role getMemberRole() {
        return memberRole;
    }

    public void setMemberRole(Role memberRole) {
        this.memberRole = memberRole;
    }
}
