package org.computecontracts.portal;

import jakarta.enterprise.context.RequestScoped;
import jakarta.faces.context.FacesContext;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import org.computecontracts.atproto.Handle;
import org.computecontracts.identity.SignIns;
import org.computecontracts.identity.Tenants;

/** Behind {@code sign-in.xhtml}. */
@Named
@RequestScoped
public class SignInPage {
    /** Where accounts of the portal's own PDS have their names. */
    static final String SUFFIX = ".test";

    @Inject
    SignIns signIns;

    @Inject
    Tenants tenants;

    @Inject
    FacesContext faces;

    @Inject
    HttpServletRequest request;

    private String identifier = "";
    private String password = "";
    private String handle = "";
    private String newPassword = "";
    private String next = "";

    public void signIn() throws IOException {
        signIns.signIn(request, identifier, password);
        goOn();
    }

    /** Takes the name alone, too. */
    public void signUp() throws IOException {
        var tenant = tenants.signUp(handleOf(handle), newPassword);
        signIns.establish(request, tenant);
        goOn();
    }

    static Handle handleOf(String typed) {
        var name = typed.strip().replaceFirst("^@", "");
        var whole = name.contains(".") ? name : name + SUFFIX;
        if (!whole.endsWith(SUFFIX)) {
            throw PortalProblem.HANDLE_INVALID.because(
                    "Accounts made here end in %s; with a handle like %s, sign in instead", SUFFIX, whole);
        }
        try {
            return new Handle(whole);
        } catch (IllegalArgumentException e) {
            throw PortalProblem.HANDLE_INVALID
                    .because("%s is no handle: use letters, digits and dashes, like alice%s", whole, SUFFIX)
                    .causedBy(e);
        }
    }

    private void goOn() throws IOException {
        faces.getExternalContext().redirect(isLocal(next) ? next : "/contracts");
    }

    /** Only back into this portal. */
    static boolean isLocal(String path) {
        return path.startsWith("/") && !path.startsWith("//") && path.chars().noneMatch(c -> c == '\\' || c < ' ');
    }

    public String getIdentifier() {
        return identifier;
    }

    public void setIdentifier(String identifier) {
        this.identifier = identifier;
    }

    public String getPassword() {
        return password;
    }

    public void setPassword(String password) {
        this.password = password;
    }

    public String getHandle() {
        return handle;
    }

    public void setHandle(String handle) {
        this.handle = handle;
    }

    public String getNewPassword() {
        return newPassword;
    }

    public void setNewPassword(String newPassword) {
        this.newPassword = newPassword;
    }

    public String getNext() {
        var asked = request.getParameter("next");
        return asked == null ? "" : asked;
    }

    public void setNext(String next) {
        this.next = next;
    }
}
