package org.computecontracts.portal.account;

import jakarta.enterprise.context.RequestScoped;
import jakarta.faces.application.FacesMessage;
import jakarta.faces.context.FacesContext;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import org.computecontracts.atproto.Did;
import org.computecontracts.atproto.resolution.Identities;
import org.computecontracts.identity.account.AccountSession;
import org.computecontracts.identity.account.OAuthClient;
import org.computecontracts.identity.account.PdsSessions;
import org.computecontracts.identity.signin.BrowserSession;
import org.computecontracts.identity.signin.BrowserSessions;
import org.computecontracts.identity.signin.Credentials;
import org.computecontracts.identity.signin.SignIns;
import org.computecontracts.kernel.CurrentTenant;
import org.computecontracts.kernel.Needs;
import org.computecontracts.kernel.Right;
import org.computecontracts.portal.Ids;
import org.computecontracts.portal.Visits;
import org.jspecify.annotations.Nullable;

/** Behind {@code sessions.xhtml}: the browsers a person is signed in with, and what the portal may do at the account's server. */
@Named
@Needs
@RequestScoped
public class SessionsPage {
    @Inject
    CurrentTenant tenant;

    @Inject
    BrowserSessions browsers;

    @Inject
    Credentials credentials;

    @Inject
    SignIns signIns;

    @Inject
    PdsSessions accounts;

    @Inject
    OAuthClient client;

    @Inject
    Identities identities;

    @Inject
    HttpServletRequest request;

    @Inject
    FacesContext faces;

    @Needs(Right.READ)
    public void end() {
        browsers.end(request, Ids.of(request.getParameter("browser")));
        say("Ended. That browser is asked to sign in again.");
    }

    @Needs(Right.READ)
    public String endAll() {
        browsers.endAll(Visits.of(faces));
        return "/market?faces-redirect=true";
    }

    /** Also what was made with these accounts: after a password was changed elsewhere, which nobody tells us. */
    @Needs(Right.READ)
    public String endCredentials() {
        credentials.endAll(Visits.of(faces));
        return "/market?faces-redirect=true";
    }

    /** Contracts under way stand still until somebody signs in with the account again. */
    @Needs(Right.MANAGE)
    public void disconnect() {
        accounts.end(tenant.id());
        say("Given back. This portal can no longer write to the account's repository.");
    }

    private void say(String text) {
        faces.addMessage(null, new FacesMessage(text));
    }

    public List<BrowserSession> getBrowsers() {
        return browsers.list(request);
    }

    public boolean isThisOne(BrowserSession session) {
        return signIns.session(request)
                .filter(own -> own.id().equals(session.id()))
                .isPresent();
    }

    public String agent(BrowserSession session) {
        return AgentName.of(session.agent());
    }

    public String names(BrowserSession session) {
        return String.join(", ", session.accounts().stream().map(this::name).toList());
    }

    private String name(Did did) {
        return identities.handleOf(did);
    }

    /** Null while the tenant has never had one. */
    public @Nullable AccountSession getAccount() {
        return accounts.look(tenant.id()).orElse(null);
    }

    /** What was granted, in words; a session got by a password may do everything. */
    public List<Grantings.Granting> getGranted() {
        return accounts.look(tenant.id())
                .flatMap(AccountSession::scope)
                .map(Grantings::of)
                .orElse(List.of(new Grantings.Granting("Everything: it was got with the password.", "")));
    }

    /** What has come to be asked for since the sign-in. */
    public List<Grantings.Granting> getMissing() {
        return accounts.look(tenant.id())
                .map(session -> Grantings.of(String.join(" ", client.missing(session))))
                .orElse(List.of());
    }

    /** Whether the server knew nothing finer than everything. */
    public boolean isBroad() {
        return accounts.look(tenant.id())
                .flatMap(AccountSession::scope)
                .filter(Grantings::isBroad)
                .isPresent();
    }
}
