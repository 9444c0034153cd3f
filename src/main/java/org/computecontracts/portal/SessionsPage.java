package org.computecontracts.portal;

import jakarta.enterprise.context.RequestScoped;
import jakarta.faces.application.FacesMessage;
import jakarta.faces.context.FacesContext;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.stream.Stream;
import org.computecontracts.atproto.Did;
import org.computecontracts.atproto.Identities;
import org.computecontracts.identity.AccountSession;
import org.computecontracts.identity.BrowserSession;
import org.computecontracts.identity.BrowserSessions;
import org.computecontracts.identity.PdsSessions;
import org.computecontracts.identity.SignIns;
import org.computecontracts.kernel.CurrentTenant;
import org.computecontracts.kernel.Needs;
import org.computecontracts.kernel.Right;
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
    SignIns signIns;

    @Inject
    PdsSessions accounts;

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
    public List<String> getGranted() {
        return accounts.look(tenant.id())
                .flatMap(AccountSession::scope)
                .map(scope -> Stream.of(scope.split(" ", -1))
                        .map(Grantings::inWords)
                        .distinct()
                        .toList())
                .orElse(List.of("Everything: it was got with the password"));
    }

    /** Whether the server knew nothing finer than everything. */
    public boolean isBroad() {
        return accounts.look(tenant.id())
                .flatMap(AccountSession::scope)
                .filter(Grantings::isBroad)
                .isPresent();
    }
}
