package org.computecontracts.portal.account;

import jakarta.enterprise.context.RequestScoped;
import jakarta.faces.application.FacesMessage;
import jakarta.faces.context.FacesContext;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import org.computecontracts.identity.member.CurrentMember;
import org.computecontracts.identity.signin.SignIns;
import org.computecontracts.identity.token.ApiToken;
import org.computecontracts.identity.token.ApiTokens;
import org.computecontracts.kernel.CurrentTenant;
import org.computecontracts.kernel.Needs;
import org.computecontracts.kernel.Right;
import org.computecontracts.portal.Ids;
import org.computecontracts.portal.Visits;
import org.jspecify.annotations.Nullable;

/** Behind {@code settings.xhtml}: the account, and tokens for programs. */
@Named
@Needs
@RequestScoped
public class SettingsPage {
    @Inject
    CurrentTenant tenant;

    @Inject
    SignIns signIns;

    @Inject
    CurrentMember member;

    @Inject
    ApiTokens tokens;

    @Inject
    HttpServletRequest request;

    @Inject
    FacesContext faces;

    private @Nullable String tokenName;
    private boolean buys;
    private boolean operates;
    private boolean manages;
    private int tokenDays = 30;
    private @Nullable String secret;

    @Needs(Right.READ)
    public String signOut() {
        signIns.signOut(Visits.of(faces));
        return "/market?faces-redirect=true";
    }

    /** The secret is on the page that answers, and nowhere else. */
    @Needs(Right.MANAGE)
    public void issue() {
        var rights = rights();
        tenant.require(rights);
        var name = tokenName == null ? "" : tokenName;
        var made = tokens.issue(tenant.id(), member.did(), name, rights, Duration.ofDays(tokenDays));
        secret = made.secret();
        tokenName = null;
    }

    private EnumSet<Right> rights() {
        var rights = EnumSet.of(Right.READ);
        if (buys) {
            rights.add(Right.BUY);
        }
        if (operates) {
            rights.add(Right.OPERATE);
        }
        if (manages) {
            rights.add(Right.MANAGE);
        }
        return rights;
    }

    @Needs(Right.MANAGE)
    public void revoke() {
        tokens.revoke(tenant.id(), Ids.of(request.getParameter("token")));
        faces.addMessage(null, new FacesMessage("The token is revoked. Whoever uses it is refused from here on."));
    }

    public List<ApiToken> getTokens() {
        return tokens.list(tenant.id());
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

    public boolean isBuys() {
        return buys;
    }

    public void setBuys(boolean buys) {
        this.buys = buys;
    }

    public boolean isOperates() {
        return operates;
    }

    public void setOperates(boolean operates) {
        this.operates = operates;
    }

    public boolean isManages() {
        return manages;
    }

    public void setManages(boolean manages) {
        this.manages = manages;
    }

    public int getTokenDays() {
        return tokenDays;
    }

    public void setTokenDays(int tokenDays) {
        this.tokenDays = tokenDays;
    }
}
