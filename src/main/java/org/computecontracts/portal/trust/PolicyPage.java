package org.computecontracts.portal.trust;

import jakarta.annotation.PostConstruct;
import jakarta.faces.application.FacesMessage;
import jakarta.faces.context.FacesContext;
import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.Serializable;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.computecontracts.kernel.CurrentTenant;
import org.computecontracts.kernel.Needs;
import org.computecontracts.kernel.Right;
import org.computecontracts.trust.Decision;
import org.computecontracts.trust.NewPolicy;
import org.computecontracts.trust.Policies;
import org.computecontracts.trust.Rule;
import org.jspecify.annotations.Nullable;

/** Behind {@code policy.xhtml}: rules are moved about before they are saved, so the page remembers them. */
@Named
@Needs
@ViewScoped
public class PolicyPage implements Serializable {
    private static final int TRIAL_BIDS = 50;

    @Inject
    CurrentTenant tenant;

    @Inject
    Policies policies;

    private List<RuleForm> rules = new ArrayList<>();
    private @Nullable BigDecimal maxPrice;
    private int maxDepth = 1;
    private int version;
    private @Nullable List<Decision> trial;

    @PostConstruct
    void load() {
        var policy = policies.of(tenant.id());
        rules = new ArrayList<>(policy.rules().stream().map(RuleForm::of).toList());
        maxPrice = policy.maxPrice();
        maxDepth = policy.maxDepth();
        version = policy.version();
    }

    @Needs(Right.READ)
    public void add() {
        rules.add(RuleForm.of(new Rule("rule " + (rules.size() + 1), Rule.Effect.ALLOW, "false", "{judgement}.")));
        trial = null;
    }

    @Needs(Right.READ)
    public void remove(int index) {
        rules.remove(index);
        trial = null;
    }

    @Needs(Right.READ)
    public void up(int index) {
        rules.add(index - 1, rules.remove(index));
        trial = null;
    }

    /** Changes nothing: what these rules would have said. */
    @Needs(Right.READ)
    public void tryOn() {
        trial = policies.tryOn(tenant.id(), written(), policies.lastBids(tenant.id(), TRIAL_BIDS));
    }

    @Needs(Right.BUY)
    public void save() {
        var before = version;
        policies.change(tenant.id(), written(), before);
        load();
        var said = version == before
                ? "Nothing to save: this policy holds already."
                : "Saved as version " + version + ". The next bid is decided by it.";
        FacesContext.getCurrentInstance().addMessage(null, new FacesMessage(said));
    }

    private NewPolicy written() {
        return new NewPolicy(
                rules.stream().map(RuleForm::rule).toList(), maxPrice == null ? BigDecimal.ZERO : maxPrice, maxDepth);
    }

    public List<RuleForm> getRules() {
        return rules;
    }

    public @Nullable List<Decision> getTrial() {
        return trial;
    }

    /** Which policy this is. */
    public String getStanding() {
        return version == 0 ? "This is the policy everybody starts with." : "Version " + version + ".";
    }

    public @Nullable BigDecimal getMaxPrice() {
        return maxPrice;
    }

    public void setMaxPrice(@Nullable BigDecimal maxPrice) {
        this.maxPrice = maxPrice;
    }

    public int getMaxDepth() {
        return maxDepth;
    }

    public void setMaxDepth(int maxDepth) {
        this.maxDepth = maxDepth;
    }
}
