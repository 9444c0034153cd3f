package org.computecontracts.portal.provider;

import jakarta.enterprise.context.RequestScoped;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.faces.application.FacesMessage;
import jakarta.faces.context.FacesContext;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.servlet.http.HttpServletRequest;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.computecontracts.compute.Backend;
import org.computecontracts.compute.Build;
import org.computecontracts.compute.Builder;
import org.computecontracts.compute.Builders;
import org.computecontracts.compute.Builds;
import org.computecontracts.compute.NewBuilder;
import org.computecontracts.kernel.CurrentTenant;
import org.computecontracts.kernel.Needs;
import org.computecontracts.kernel.Right;
import org.computecontracts.market.contract.ContractLine;
import org.computecontracts.market.contract.Contracts;
import org.computecontracts.market.contract.Side;
import org.computecontracts.market.provider.RfpIntake;
import org.computecontracts.payment.Sum;
import org.computecontracts.payment.books.Ledger;
import org.computecontracts.payment.chain.PaymentSettings;
import org.jspecify.annotations.Nullable;

/** Behind {@code builders.xhtml}. */
@Named
@Needs
@RequestScoped
public class BuildersPage {
    @Inject
    CurrentTenant tenant;

    @Inject
    Builders builders;

    @Inject
    Builds builds;

    @Inject
    RfpIntake offers;

    @Inject
    Contracts contracts;

    @Inject
    Ledger ledger;

    @Inject
    PaymentSettings money;

    @Inject
    @Any
    Instance<Backend> backends;

    @Inject
    FacesContext faces;

    @Inject
    HttpServletRequest request;

    private @Nullable String name;
    private @Nullable String backend;
    private int cpus = 2;
    private String mem = "4G";
    private String disk = "40G";
    private BigDecimal price = new BigDecimal("4.00");
    private String frequency = "month";
    private @Nullable Map<String, ContractLine> ofKey;

    @Needs(Right.OPERATE)
    public String register() {
        offers.register(
                tenant.id(),
                new NewBuilder(text(name), text(backend), cpus, mem, disk, price, money.currency(), frequency));
        faces.getExternalContext().getFlash().setKeepMessages(true);
        faces.addMessage(null, new FacesMessage(name + " is registered and offered. Open requests are looked at now."));
        return "/builders?faces-redirect=true";
    }

    @Needs(Right.OPERATE)
    public void activate(boolean active) {
        var id = UUID.fromString(request.getParameter("builder"));
        var builder = builders.activate(tenant.id(), id, active);
        if (active) {
            offers.offer(tenant.id());
        }
        faces.addMessage(
                null,
                new FacesMessage(
                        active
                                ? builder.name() + " takes new machines again."
                                : builder.name() + " takes no new machines. What runs on it runs on."));
    }

    private static String text(@Nullable String typed) {
        return typed == null ? "" : typed.strip();
    }

    public List<Builder> getList() {
        return builders.of(tenant.id());
    }

    public List<Build> getBuilds() {
        return builds.of(tenant.id());
    }

    /** The contract that a build is for. */
    public @Nullable ContractLine contract(Build build) {
        if (ofKey == null) {
            var known = new HashMap<String, ContractLine>();
            contracts.of(tenant.id(), Side.PROVIDER).forEach(c -> c.key().ifPresent(key -> known.put(key, c)));
            ofKey = known;
        }
        return ofKey.get(build.key());
    }

    public List<Sum> getEarned() {
        return ledger.earned(tenant.id());
    }

    /** Backends, and why one cannot make machines here. */
    public List<Backend> getBackends() {
        return backends.stream().toList();
    }

    public boolean isChain() {
        return money.hasChain();
    }

    public String getCurrency() {
        return money.currency();
    }

    public @Nullable String getName() {
        return name;
    }

    public void setName(@Nullable String name) {
        this.name = name;
    }

    public @Nullable String getBackend() {
        return backend;
    }

    public void setBackend(@Nullable String backend) {
        this.backend = backend;
    }

    public int getCpus() {
        return cpus;
    }

    public void setCpus(int cpus) {
        this.cpus = cpus;
    }

    public String getMem() {
        return mem;
    }

    public void setMem(String mem) {
        this.mem = mem;
    }

    public String getDisk() {
        return disk;
    }

    public void setDisk(String disk) {
        this.disk = disk;
    }

    public BigDecimal getPrice() {
        return price;
    }

    public void setPrice(BigDecimal price) {
        this.price = price;
    }

    public String getFrequency() {
        return frequency;
    }

    public void setFrequency(String frequency) {
        this.frequency = frequency;
    }
}
