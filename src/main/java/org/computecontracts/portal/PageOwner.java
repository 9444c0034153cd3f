package org.computecontracts.portal;

import static jakarta.faces.application.FacesMessage.SEVERITY_ERROR;
import static jakarta.faces.application.FacesMessage.SEVERITY_WARN;

import jakarta.enterprise.context.RequestScoped;
import jakarta.faces.application.FacesMessage;
import jakarta.faces.context.FacesContext;
import jakarta.faces.event.ExceptionQueuedEvent;
import jakarta.faces.event.ExceptionQueuedEventContext;
import jakarta.faces.event.PhaseEvent;
import jakarta.faces.event.PhaseId;
import jakarta.faces.view.ViewMetadata;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.IOException;
import java.io.Serializable;
import java.util.Collections;
import java.util.Optional;
import java.util.Set;
import org.computecontracts.identity.account.Tenants;
import org.computecontracts.kernel.CurrentTenant;
import org.computecontracts.kernel.Open;
import org.computecontracts.kernel.Right;

/** Whom the page at hand was drawn for. A browser looks at one tenant at a time, and has pages open from before. */
@Named
@Open("compares whom the page was drawn for with whom the request acts for")
@RequestScoped
public class PageOwner {
    /** Acts of the person, whichever tenant they look at. */
    private static final Set<String> PERSONAL = Set.of("signInForm", "signUpForm", "session-form", "browsersForm");

    private static final String OWNER = PageOwner.class.getName();

    /** A page from before the sign-in becomes that of whoever is there. */
    private static final Owner NOBODY = new Owner("", "nobody", Set.of());

    /** A page that does not say whose it is is acted on for no one. */
    private static final Owner UNKNOWN = new Owner("", "another account", Set.of());

    @Inject
    CurrentTenant tenant;

    @Inject
    Tenants tenants;

    @Inject
    FacesContext faces;

    /** The handle is kept as well: the tenant may be gone, or the person out of it. */
    record Owner(String tenant, String handle, Set<Right> rights) implements Serializable {}

    /** Before anything sent is read: neither the page's beans nor what is typed in the browser change. */
    public void check(PhaseEvent event) {
        if (event.getPhaseId() != PhaseId.APPLY_REQUEST_VALUES || !faces.isPostback()) {
            return;
        }
        try {
            var other = otherOwner();
            if (!tenant.isSignedIn() && asksForSignIn()) {
                WayBack.throughSignIn(faces);
            } else if (other.isPresent() && !isPersonal()) {
                refuse(other.get());
            }
        } catch (IOException | RuntimeException e) {
            // Thrown by a phase's listener, it would be logged, and the phase would go on
            faces.renderResponse();
            var thrown = new ExceptionQueuedEventContext(faces, e, null, event.getPhaseId());
            faces.getApplication().publishEvent(faces, ExceptionQueuedEvent.class, thrown);
        }
    }

    private void refuse(Owner other) throws IOException {
        var refused = PortalProblem.PAGE_OF_ANOTHER.because(
                "You act for %s now, and this page was drawn for %s. Nothing was done: load the page again.",
                handle(), other.handle());
        var partial = faces.getPartialViewContext();
        if (partial.isPartialRequest()) {
            partial.getRenderIds().clear(); // messages are rendered by themselves
            faces.addMessage(null, new FacesMessage(SEVERITY_ERROR, refused.detail(), refused.detail()));
            faces.validationFailed();
            faces.renderResponse();
        } else {
            PageExceptions.sendError(faces, refused);
        }
    }

    /**
     * Written anew at each rendering, also of what was refused: what is only read back is not in the page's next state. What a
     * page made for another role still offers is not heard any more; it says so when it is used.
     */
    public void note() {
        var before = faces.isPostback() ? drawnFor() : NOBODY;
        var stays = !tenant.isSignedIn() || otherOwner().isPresent();
        var owner = stays ? before : new Owner(tenant.id().toString(), handle(), tenant.rights());
        faces.getViewRoot().getAttributes().put(OWNER, owner);
        if (before.tenant().equals(owner.tenant()) && !before.rights().equals(owner.rights())) {
            var changed =
                    "What you may do for " + owner.handle() + " has changed. Load the page again to see what that is.";
            faces.addMessage(null, new FacesMessage(SEVERITY_WARN, changed, changed));
        }
    }

    private Optional<Owner> otherOwner() {
        var owner = drawnFor();
        return faces.isPostback()
                        && tenant.isSignedIn()
                        && !owner.equals(NOBODY)
                        && !owner.tenant().equals(tenant.id().toString())
                ? Optional.of(owner)
                : Optional.empty();
    }

    private Owner drawnFor() {
        return faces.getViewRoot().getAttributes().get(OWNER) instanceof Owner owner ? owner : UNKNOWN;
    }

    /** What such a page offers is not rendered for nobody: pressed, it would be silent. */
    private boolean asksForSignIn() {
        return !ViewMetadata.getViewActions(faces.getViewRoot()).isEmpty();
    }

    private boolean isPersonal() {
        var sent = faces.getExternalContext().getRequestParameterMap().keySet();
        return !Collections.disjoint(sent, PERSONAL);
    }

    private String handle() {
        return tenants.get(tenant.id()).handle().value();
    }
}
