package org.computecontracts.portal.contract;

import static java.util.stream.Collectors.joining;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Optional;
import org.computecontracts.atproto.AtUri;
import org.computecontracts.atproto.Cid;
import org.computecontracts.atproto.StrongRef;
import org.computecontracts.compute.Build;
import org.computecontracts.compute.Builds;
import org.computecontracts.identity.account.Tenants;
import org.computecontracts.ingress.relay.Tunnels;
import org.computecontracts.ingress.tunnel.Tunnel;
import org.computecontracts.kernel.CurrentTenant;
import org.computecontracts.kernel.Needs;
import org.computecontracts.kernel.Right;
import org.computecontracts.market.contract.Bid;
import org.computecontracts.market.contract.ContractState;
import org.computecontracts.market.contract.ContractView;
import org.computecontracts.market.contract.Contracts;
import org.computecontracts.market.contract.Ends;
import org.computecontracts.market.contract.Side;
import org.computecontracts.market.requester.Acceptances;
import org.computecontracts.payment.Payment;
import org.computecontracts.payment.books.Ledger;
import org.computecontracts.portal.Ids;
import org.computecontracts.portal.Show;
import org.computecontracts.portal.timeline.StepWords;
import org.computecontracts.trust.Vouch;
import org.computecontracts.trust.Vouches;
import org.jspecify.annotations.Nullable;

/** Behind {@code contract.xhtml}. Its forms post the contract's id, so that a post needs nothing remembered. */
@Named
@Needs
@RequestScoped
public class ContractPage {
    @Inject
    CurrentTenant tenant;

    @Inject
    HttpServletRequest request;

    @Inject
    Contracts contracts;

    @Inject
    Acceptances acceptances;

    @Inject
    Ends ends;

    @Inject
    Builds builds;

    @Inject
    Tunnels tunnels;

    @Inject
    Ledger ledger;

    @Inject
    Vouches vouches;

    @Inject
    Tenants tenants;

    @Inject
    Show show;

    @Inject
    StepWords stepWords;

    private @Nullable ContractView contract;

    public ContractView getContract() {
        if (contract == null) {
            contract = contracts.get(tenant.id(), Ids.of(request.getParameter("id")));
        }
        return contract;
    }

    /** Before the page is rendered: CONTRACT_NOT_FOUND while there is still an error page to be had. */
    @Needs(Right.READ)
    public void look() {
        var unused = getContract();
    }

    public List<Story.Line> getStory() {
        return Story.of(getContract(), stepWords.tell(getContract().steps())).lines();
    }

    public boolean isProvider() {
        return getContract().side() == Side.PROVIDER;
    }

    /** What the own repository says of the other parties: the third step, taken before the request. */
    public List<Vouch> getJudgements() {
        return vouches.list(tenants.get(tenant.id()).id()).stream()
                .filter(v -> getContract().bids().isEmpty()
                        || getContract().bids().stream()
                                .anyMatch(bid -> bid.bidder().equals(v.subject())))
                .toList();
    }

    public boolean isChoice() {
        return getContract().state() == ContractState.OPEN && !isProvider();
    }

    /** What has failed can be asked for again. */
    public boolean isRepeatable() {
        return getContract().state() == ContractState.FAILED && !isProvider();
    }

    public boolean isEndable() {
        var state = getContract().state();
        return isProvider() ? !state.isBefore(ContractState.BID) && isGoingOn(state) : isGoingOn(state);
    }

    private static boolean isGoingOn(ContractState state) {
        return state.isUnderWay() && state != ContractState.ENDING;
    }

    /** What it takes to end it: the right of the party that the tenant is. */
    public String getEndingRight() {
        return isProvider() ? "OPERATE" : "BUY";
    }

    /** What pressing it does, and what it costs. */
    public String label(Bid bid) {
        return bid.isFree()
                ? "Accept " + bid.handle() + "’s bid, free of charge"
                : "Accept " + bid.handle() + "’s bid and pay " + show.money(bid.cost(), bid.currency());
    }

    /** The bid is named by what was shown, not by its place in a list that may have grown. */
    @Needs(Right.BUY)
    public String accept() {
        var bid = new StrongRef(new AtUri(request.getParameter("bidUri")), new Cid(request.getParameter("bidCid")));
        acceptances.accept(tenant.id(), getContract().id(), bid);
        return here();
    }

    @Needs
    public String end() {
        ends.end(tenant.id(), getContract().id());
        return here();
    }

    private String here() {
        return "/contract?faces-redirect=true&id=" + getContract().id();
    }

    public @Nullable Tunnel getTunnel() {
        var url = getContract().url();
        return tunnels.of(getContract().requester()).stream()
                .filter(tunnel -> url.filter(tunnel.url()::equals).isPresent())
                .findFirst()
                .orElse(null);
    }

    public String getLastRequest() {
        return Optional.ofNullable(getTunnel())
                .flatMap(Tunnel::lastRequest)
                .map(show::ago)
                .orElse("none yet");
    }

    public List<Payment> getPayments() {
        var all = isProvider() ? ledger.received(tenant.id()) : ledger.sent(tenant.id());
        return all.stream()
                .filter(payment ->
                        getContract().accept().filter(payment.accept()::equals).isPresent())
                .toList();
    }

    public @Nullable Build getBuild() {
        return key().flatMap(key -> builds.find(tenant.id(), key)).orElse(null);
    }

    /** Whether more is to come of it. */
    public boolean isBuildUnderWay() {
        return Optional.ofNullable(getBuild())
                .filter(build -> !build.state().isOver())
                .isPresent();
    }

    public String getConsole() {
        return key().map(key -> builds.console(tenant.id(), key, 0)).orElse(List.of()).stream()
                .map(line -> line.text() + "\n")
                .collect(joining());
    }

    private Optional<String> key() {
        return isProvider() ? getContract().key() : Optional.empty();
    }
}
