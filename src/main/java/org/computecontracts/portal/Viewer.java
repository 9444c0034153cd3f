package org.computecontracts.portal;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Set;
import org.computecontracts.identity.Tenant;
import org.computecontracts.identity.account.AccountSession;
import org.computecontracts.identity.account.PdsSessions;
import org.computecontracts.identity.account.Tenants;
import org.computecontracts.identity.signin.BrowserSessions;
import org.computecontracts.kernel.CurrentTenant;
import org.computecontracts.kernel.Open;
import org.computecontracts.kernel.Right;
import org.computecontracts.kernel.Settings;
import org.jspecify.annotations.Nullable;

/** Who looks at the page, and where they are in it. */
@Named
@Open("says who looks, if anybody")
@RequestScoped
public class Viewer {
    private static final List<Section> SECTIONS = List.of(
            new Section("/market", "Market", List.of("/market", "/rfp", "/deal")),
            new Section("/contracts", "Contracts", List.of("/contract")),
            new Section("/trust", "Trust", List.of("/trust", "/policy")),
            new Section("/builders", "Builders", List.of("/builders")),
            new Section("/money", "Money", List.of("/money")),
            new Section("/record", "Records", List.of("/record")));

    @Inject
    CurrentTenant tenant;

    @Inject
    Tenants tenants;

    @Inject
    Settings settings;

    @Inject
    HttpServletRequest request;

    @Inject
    PdsSessions pdsSessions;

    @Inject
    BrowserSessions browsers;

    private @Nullable Tenant account;

    /** One entry of the main navigation, and the beginnings of the paths it stands for. */
    public record Section(String path, String name, List<String> below) {}

    public boolean isSignedIn() {
        return tenant.isSignedIn();
    }

    /** For pages that make no sense without an account: NOT_SIGNED_IN leads to the sign-in and back. */
    public void require() {
        var unused = tenant.id();
    }

    /** What pages show buttons by; what they do is guarded by itself. */
    public boolean may(String right) {
        return tenant.may(Right.valueOf(right));
    }

    /** What a way to it is shown by: who is nobody yet is asked to sign in first. */
    public boolean offers(String right) {
        return !tenant.isSignedIn() || may(right);
    }

    public Set<Right> getRights() {
        return tenant.rights();
    }

    /** Nothing more can be done in the account's name until somebody signs in with it. */
    public boolean isSessionEnded() {
        return tenant.isSignedIn()
                && pdsSessions.look(tenant.id()).filter(AccountSession::ended).isPresent();
    }

    /** Why, and what to do, where that is known. */
    public String getSessionEndedBecause() {
        return pdsSessions
                .look(tenant.id())
                .flatMap(AccountSession::endedBecause)
                .orElse("");
    }

    public Tenant getAccount() {
        if (account == null) {
            account = tenants.get(tenant.id());
        }
        return account;
    }

    public String getHandle() {
        return getAccount().handle().value();
    }

    /** Whom live updates are for. */
    public String getListener() {
        return LiveUpdates.listener(browsers.current(request), tenant.id());
    }

    public List<Section> getSections() {
        return SECTIONS;
    }

    /** What {@code aria-current} says of an entry; null leaves the attribute out. */
    public @Nullable String current(Section section) {
        var here = request.getRequestURI();
        return section.below().stream().anyMatch(here::startsWith) ? "page" : null;
    }

    public String getPortal() {
        return settings.publicUrl().getAuthority();
    }
}
