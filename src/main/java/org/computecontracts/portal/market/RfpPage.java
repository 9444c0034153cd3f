package org.computecontracts.portal.market;

import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.RequestScoped;
import jakarta.faces.context.FacesContext;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.List;
import java.util.UUID;
import org.computecontracts.kernel.CurrentTenant;
import org.computecontracts.kernel.Needs;
import org.computecontracts.kernel.ProblemException;
import org.computecontracts.kernel.Right;
import org.computecontracts.market.contract.Contracts;
import org.computecontracts.market.protocol.NewRfp;
import org.computecontracts.market.requester.Examples;
import org.computecontracts.market.requester.Rfps;
import org.computecontracts.portal.Ids;
import org.computecontracts.portal.Yaml;
import org.computecontracts.trust.Policies;
import org.computecontracts.trust.Policy;
import org.computecontracts.trust.Vouch;
import org.computecontracts.trust.Vouches;
import org.jspecify.annotations.Nullable;

/** Behind {@code rfp.xhtml}. */
@Named
@Needs
@RequestScoped
public class RfpPage {
    @Inject
    CurrentTenant tenant;

    @Inject
    Rfps rfps;

    @Inject
    Contracts contracts;

    @Inject
    Examples examples;

    @Inject
    Policies policies;

    @Inject
    Vouches vouches;

    @Inject
    FacesContext faces;

    private String once = UUID.randomUUID().toString();
    private String format = "yaml";
    private RfpForm form = new RfpForm();

    @PostConstruct
    void load() {
        if (!faces.isPostback() && tenant.isSignedIn()) {
            var like = faces.getExternalContext().getRequestParameterMap().get("like");
            form = RfpForm.of(like == null ? examples.helloWorld(tenant.id()) : like(like));
        }
    }

    private NewRfp like(String id) {
        return contracts.get(tenant.id(), Ids.of(id)).request();
    }

    /** Each view of the form publishes once: pressed twice, it is one request. */
    @Needs(Right.BUY)
    public String publish() {
        return "/contract?faces-redirect=true&id=" + rfps.publish(tenant.id(), id(), form.request());
    }

    private UUID id() {
        return Rfps.idFor(tenant.id(), once);
    }

    /** The record as it would be published, or why it would not be. */
    public String getPreview() {
        if (faces.isValidationFailed()) {
            return "It is shown again when every field holds.";
        }
        try {
            var machine = rfps.machine(id(), form.request());
            return format.equals("json") ? machine.toPrettyString() : Yaml.of(machine);
        } catch (ProblemException e) {
            return e.detail();
        }
    }

    public Policy getPolicy() {
        return policies.of(tenant.id());
    }

    public List<Vouch> getVouched() {
        return vouches.list(tenant.id()).stream().filter(v -> !v.isDenounce()).toList();
    }

    public List<Vouch> getDenounced() {
        return vouches.list(tenant.id()).stream().filter(Vouch::isDenounce).toList();
    }

    public RfpForm getForm() {
        return form;
    }

    public String getOnce() {
        return once;
    }

    public void setOnce(@Nullable String once) {
        this.once = once == null ? this.once : once;
    }

    public String getFormat() {
        return format;
    }

    public void setFormat(String format) {
        this.format = format;
    }
}
