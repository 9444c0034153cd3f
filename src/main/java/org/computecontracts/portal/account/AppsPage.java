package org.computecontracts.portal.account;

import jakarta.enterprise.context.RequestScoped;
import jakarta.faces.application.FacesMessage;
import jakarta.faces.context.FacesContext;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import org.computecontracts.kernel.CurrentTenant;
import org.computecontracts.kernel.Needs;
import org.computecontracts.kernel.ProblemException;
import org.computecontracts.kernel.Right;
import org.jspecify.annotations.Nullable;

/** Behind the part of {@code settings.xhtml} that is about apps: each has a password of its own at the account's server. */
@Named
@Needs(Right.MANAGE)
@RequestScoped
public class AppsPage {
    @Inject
    CurrentTenant tenant;

    @Inject
    AppPasswords passwords;

    @Inject
    HttpServletRequest request;

    @Inject
    FacesContext faces;

    private @Nullable String name;
    private @Nullable String secret;
    private @Nullable String problem;
    private @Nullable List<AppPasswords.AppPassword> list;

    /** The password is on the page that answers, and nowhere else. */
    @Needs(Right.MANAGE)
    public void make() {
        secret = passwords.make(tenant.id(), name == null ? "" : name.strip());
        name = null;
        list = null; // looked up before, by what the page decided to show
    }

    @Needs(Right.MANAGE)
    public void revoke() {
        passwords.revoke(tenant.id(), request.getParameter("app"));
        list = null;
        faces.addMessage(null, new FacesMessage("Revoked. Whoever signed in with it is out from here on."));
    }

    /** The server may be away: the rest of the page is of use all the same. */
    public List<AppPasswords.AppPassword> getList() {
        if (list == null) {
            try {
                list = passwords.list(tenant.id());
            } catch (ProblemException e) {
                problem = e.detail();
                list = List.of();
            }
        }
        return list;
    }

    /** Why there is no list; null where there is one. */
    public @Nullable String getProblem() {
        var unused = getList();
        return problem;
    }

    public @Nullable String getSecret() {
        return secret;
    }

    public @Nullable String getName() {
        return name;
    }

    public void setName(@Nullable String name) {
        this.name = name;
    }
}
