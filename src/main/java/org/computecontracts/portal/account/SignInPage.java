package org.computecontracts.portal.account;

import jakarta.enterprise.context.RequestScoped;
import jakarta.faces.context.FacesContext;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import org.computecontracts.atproto.Handle;
import org.computecontracts.atproto.TypedName;
import org.computecontracts.identity.signin.BrowserRequest;
import org.computecontracts.identity.signin.Entrance;
import org.computecontracts.identity.signin.OAuthSignIns;
import org.computecontracts.identity.signin.SignInAdvice;
import org.computecontracts.identity.signin.SignIns;
import org.computecontracts.kernel.Open;
import org.computecontracts.kernel.ProblemException;
import org.computecontracts.portal.PortalProblem;
import org.computecontracts.portal.Visits;
import org.jspecify.annotations.Nullable;

/** Behind {@code sign-in.xhtml}. */
@Named
@Open("who signs in is nobody yet")
@RequestScoped
public class SignInPage {
    /** Where accounts of the portal's own PDS have their names. */
    static final String SUFFIX = ".test";

    @Inject
    SignIns signIns;

    @Inject
    OAuthSignIns oauth;

    @Inject
    Entrance entrance;

    @Inject
    FacesContext faces;

    @Inject
    HttpServletRequest request;

    private String identifier = "";
    private @Nullable String password;
    private boolean asksPassword;
    private String handle = "";
    private String newPassword = "";
    private String next = "";

    /** An account made here is asked for its password; every other one goes to its own server and comes back. */
    public void signIn() throws IOException {
        try {
            signInOrAsk();
        } catch (ProblemException e) {
            throw SignInAdvice.with(e);
        }
    }

    private void signInOrAsk() throws IOException {
        if (!entrance.signsInHere(request, identifier)) {
            redirect(oauth.begin(visit(), identifier, destination()).toString());
        } else if (password == null || password.isEmpty()) {
            asksPassword = true;
        } else {
            signIns.signIn(visit(), identifier, password);
            redirect(destination());
        }
    }

    /** Takes the name alone, too. */
    public void signUp() throws IOException {
        var tenant = entrance.signUp(request, handleOf(handle), newPassword);
        signIns.establish(visit(), tenant);
        redirect(destination());
    }

    static Handle handleOf(String typed) {
        var name = new TypedName(typed).toString();
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

    private void redirect(String address) throws IOException {
        faces.getExternalContext().redirect(address);
    }

    private String destination() {
        return isLocal(next) ? next : "/contracts";
    }

    private BrowserRequest visit() {
        return Visits.of(faces);
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

    /** Once the field was shown it takes part in what is sent. */
    public boolean isAsksPassword() {
        return asksPassword || request.getParameter("password") != null;
    }

    public @Nullable String getPassword() {
        return password;
    }

    public void setPassword(@Nullable String password) {
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
