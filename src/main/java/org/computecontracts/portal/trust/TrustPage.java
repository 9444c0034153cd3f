package org.computecontracts.portal.trust;

import jakarta.enterprise.context.RequestScoped;
import jakarta.faces.application.FacesMessage;
import jakarta.faces.context.FacesContext;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import org.computecontracts.atproto.Did;
import org.computecontracts.atproto.resolution.Identities;
import org.computecontracts.kernel.CurrentTenant;
import org.computecontracts.kernel.Needs;
import org.computecontracts.kernel.Right;
import org.computecontracts.trust.Graph;
import org.computecontracts.trust.Vouch;
import org.computecontracts.trust.Vouches;
import org.jspecify.annotations.Nullable;

/** Behind {@code trust.xhtml}. */
@Named
@Needs
@RequestScoped
public class TrustPage {
    @Inject
    CurrentTenant tenant;

    @Inject
    Vouches vouches;

    @Inject
    Identities identities;

    @Inject
    HttpServletRequest request;

    @Inject
    FacesContext faces;

    private @Nullable String subject;
    private @Nullable String reason;
    private @Nullable List<Vouch> list;
    private @Nullable Graph graph;

    public List<Vouch> getList() {
        if (list == null) {
            list = vouches.list(tenant.id());
        }
        return list;
    }

    public Graph getGraph() {
        if (graph == null) {
            graph = vouches.graph(tenant.id());
        }
        return graph;
    }

    public Drawing getDrawing() {
        return Drawing.of(getGraph());
    }

    @Needs(Right.BUY)
    public void vouch() {
        var did = subject();
        vouches.vouch(tenant.id(), did, said());
        done("You vouch for " + identities.handleOf(did) + ". Bids are judged by it from here on.");
    }

    @Needs(Right.BUY)
    public void denounce() {
        var did = subject();
        vouches.denounce(tenant.id(), did, said());
        done("You denounced " + identities.handleOf(did) + ". Their bids are refused from here on.");
    }

    @Needs(Right.BUY)
    public void withdraw() {
        var did = new Did(request.getParameter("judged"));
        vouches.withdraw(tenant.id(), did);
        done("Nothing is said about " + identities.handleOf(did) + " any more.");
    }

    private Did subject() {
        return identities.freshIdentifier(subject == null ? "" : subject);
    }

    private String said() {
        return reason == null ? "" : reason;
    }

    private void done(String message) {
        subject = null;
        reason = null;
        list = null;
        graph = null;
        faces.addMessage(null, new FacesMessage(message));
    }

    public @Nullable String getSubject() {
        return subject;
    }

    public void setSubject(@Nullable String subject) {
        this.subject = subject;
    }

    public @Nullable String getReason() {
        return reason;
    }

    public void setReason(@Nullable String reason) {
        this.reason = reason;
    }
}
