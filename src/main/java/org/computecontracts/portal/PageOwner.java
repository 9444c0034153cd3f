package org.computecontracts.portal;

import static jakarta.faces.application.FacesMessage.SEVERITY_ERROR;
import static jakarta.faces.application.FacesMessage.SEVERITY_WARN;

import jakarta.enterprise.context.RequestScoped;
import jakarta.faces.application.FacesMessage;
import jakarta.faces.context.FacesContext;
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

/** Whom the page at hand was drawn for. A browser looks at one tenant at a time, and has pages open from before. */
@Named
@Open("compares whom the page was drawn for with whom the request acts for")
@RequestScoped
public class PageOwner {
    /** Acts of the person, whichever tenant they look at. */
    private static final Set<String> PERSONAL = Set.of("signInForm", "signUpForm", "session-form", "browsersForm");

    private static final String OWNER = PageOwner.class.getName();
    private static final String RIGHTS = OWNER + ".rights";

    @Inject
    CurrentTenant tenant;

    @Inject
    Tenants tenants;

    @Inject
    FacesContext faces;

    /** The handle is kept as well: the tenant may be gone, or the person out of it. */
    record Owner(String tenant, String handle) implements Serializable {}

    /** Before anything sent is read: neither the page's beans nor what is typed in the browser change. */
    public void check(PhaseEvent event) throws IOException {
        if (event.getPhaseId() != PhaseId.APPLY_REQUEST_VALUES || !faces.isPostback()) {
            return;
        }
        var other = otherOwner();
        if (!tenant.isSignedIn() && asksForSignIn()) {
            WayBack.throughSignIn(faces);
        } else if (other.isPresent() && !isPersonal()) {
            refuse(other.get());
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

    /** What a page made for another role still offers is not heard any more; it says so when it is used. */
    public void note() {
        if (!tenant.isSignedIn() || otherOwner().isPresent()) {
            return;
        }
        var attributes = faces.getViewRoot().getAttributes();
        attributes.put(OWNER, new Owner(tenant.id().toString(), handle()));
        var before = attributes.put(RIGHTS, tenant.rights());
        if (faces.isPostback() && before != null && !before.equals(tenant.rights())) {
            var changed = "What you may do for " + handle() + " has changed. Load the page again to see what that is.";
            faces.addMessage(null, new FacesMessage(SEVERITY_WARN, changed, changed));
        }
    }

    /** Nobody's page, one from before the sign-in, becomes that of whoever is there. */
    private Optional<Owner> otherOwner() {
        var drawnFor = faces.getViewRoot().getAttributes().get(OWNER);
        return faces.isPostback()
                        && tenant.isSignedIn()
                        && drawnFor instanceof Owner owner
                        && !owner.tenant().equals(tenant.id().toString())
                ? Optional.of(owner)
                : Optional.empty();
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
