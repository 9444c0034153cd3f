package org.computecontracts.portal.account;

import jakarta.enterprise.context.RequestScoped;
import jakarta.faces.application.FacesMessage;
import jakarta.faces.context.FacesContext;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import org.computecontracts.atproto.Did;
import org.computecontracts.identity.Tenant;
import org.computecontracts.identity.account.Member;
import org.computecontracts.identity.account.Tenants;
import org.computecontracts.identity.member.Invitation;
import org.computecontracts.identity.member.Invitations;
import org.computecontracts.identity.member.Members;
import org.computecontracts.identity.signin.BrowserSession;
import org.computecontracts.identity.signin.SignIns;
import org.computecontracts.kernel.CurrentTenant;
import org.computecontracts.kernel.Open;
import org.computecontracts.kernel.Right;
import org.computecontracts.kernel.TenantId;
import org.computecontracts.portal.Ids;
import org.computecontracts.portal.Visits;
import org.jspecify.annotations.Nullable;

/** The switch in the header: where this person has a place, and where one is offered. */
@Named
@Open("a person sees and goes to their own places, which are looked up")
@RequestScoped
public class PlaceSwitch {
    @Inject
    CurrentTenant tenant;

    @Inject
    SignIns signIns;

    @Inject
    Members members;

    @Inject
    Tenants tenants;

    @Inject
    Invitations invitations;

    @Inject
    HttpServletRequest request;

    @Inject
    FacesContext faces;

    private @Nullable List<Tenant> own;
    private @Nullable List<Invitation> invited;
    private @Nullable Boolean asked;

    /** The tenants that the accounts proved in this browser have a place in. */
    public List<Tenant> getOwn() {
        if (own == null) {
            own = members.tenantsOf(accounts());
        }
        return own;
    }

    public List<Invitation> getInvitations() {
        if (invited == null) {
            invited = invitations.to(accounts());
        }
        return invited;
    }

    /** Whether somebody waits for this person's word that they may stay. */
    public boolean isAsked() {
        if (asked == null) {
            asked = tenant.may(Right.MANAGE)
                    && members.list(tenant.id()).stream().anyMatch(Member::suspended);
        }
        return asked;
    }

    public String switchTo() {
        signIns.switchTo(Visits.of(faces), Ids.tenant(request.getParameter("place")));
        return "/contracts?faces-redirect=true";
    }

    /** The invited account's own decision: not a right in any tenant. */
    public String accept() {
        var accepted = invitations.accept(accounts(), Ids.of(request.getParameter("invitation")));
        signIns.switchTo(Visits.of(faces), accepted.tenant());
        return "/contracts?faces-redirect=true";
    }

    public void decline() {
        invitations.decline(accounts(), Ids.of(request.getParameter("invitation")));
        faces.addMessage(null, new FacesMessage("Declined."));
    }

    /** Whose tenant it is. */
    public String nameOf(TenantId id) {
        return tenants.get(id).handle().value();
    }

    private List<Did> accounts() {
        return signIns.session(request).map(BrowserSession::accounts).orElse(List.of());
    }
}
