package org.computecontracts.portal;

import jakarta.enterprise.context.RequestScoped;
import jakarta.faces.application.FacesMessage;
import jakarta.faces.context.FacesContext;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.computecontracts.atproto.Did;
import org.computecontracts.atproto.Handle;
import org.computecontracts.identity.ApiToken;
import org.computecontracts.identity.ApiTokens;
import org.computecontracts.identity.Member;
import org.computecontracts.identity.Members;
import org.computecontracts.identity.SignIns;
import org.computecontracts.kernel.CurrentTenant;
import org.computecontracts.kernel.Role;
import org.jspecify.annotations.Nullable;

/** Behind {@code settings.xhtml}. */
@Named
@RequestScoped
public class SettingsPage {
    @Inject
    CurrentTenant tenant;

    @Inject
    SignIns signIns;

    @Inject
    ApiTokens tokens;

    @Inject
    Members members;

    @Inject
    HttpServletRequest request;

    @Inject
    FacesContext faces;

    private @Nullable String tokenName;
    private Role tokenRole = Role.AUDITOR;
    private int tokenDays = 30;
    private @Nullable String member;
    private Role memberRole = Role.AUDITOR;
    private @Nullable String secret;

    public String signOut() {
        signIns.signOut(Visits.of(faces));
        return "/market?faces-redirect=true";
    }

    /** The secret is on the page that answers, and nowhere else. */
    public void issue() {
        var made =
                tokens.issue(tenant.owner(), tokenName == null ? "" : tokenName, tokenRole, Duration.ofDays(tokenDays));
        secret = made.secret();
        tokenName = null;
    }

    public void revoke() {
        tokens.revoke(tenant.owner(), UUID.fromString(request.getParameter("token")));
        faces.addMessage(null, new FacesMessage("The token is revoked. Whoever uses it is refused from here on."));
    }

    public void invite() {
        var invited = members.invite(tenant.owner(), handle(), memberRole);
        member = null;
        faces.addMessage(null, new FacesMessage(invited.handle().value() + " can sign in and look into this account."));
    }

    private Handle handle() {
        var typed = member == null ? "" : member.strip();
        try {
            return new Handle(typed);
        } catch (IllegalArgumentException e) {
            throw PortalProblem.HANDLE_INVALID
                    .because("\"%s\" is no handle, like alice.test", typed)
                    .causedBy(e);
        }
    }

    public void remove() {
        members.remove(tenant.owner(), new Did(request.getParameter("member")));
        faces.addMessage(null, new FacesMessage("Removed. Their next request is refused."));
    }

    public List<ApiToken> getTokens() {
        return tokens.list(tenant.id());
    }

    public List<Member> getMembers() {
        return members.list(tenant.id());
    }

    public Role[] getRoles() {
        return Role.values();
    }

    public @Nullable String getSecret() {
        return secret;
    }

    public @Nullable String getTokenName() {
        return tokenName;
    }

    public void setTokenName(@Nullable String tokenName) {
        this.tokenName = tokenName;
    }

    public Role getTokenRole() {
        return tokenRole;
    }

    public void setTokenRole(Role tokenRole) {
        this.tokenRole = tokenRole;
    }

    public int getTokenDays() {
        return tokenDays;
    }

    public void setTokenDays(int tokenDays) {
        this.tokenDays = tokenDays;
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
