package org.computecontracts.portal.contract;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import org.computecontracts.atproto.Did;
import org.computecontracts.kernel.Open;
import org.computecontracts.market.contract.Bid;
import org.computecontracts.market.contract.ContractLine;
import org.computecontracts.market.contract.ContractState;
import org.computecontracts.market.contract.ContractView;
import org.computecontracts.market.contract.Side;
import org.computecontracts.portal.Show;
import org.computecontracts.portal.Words;
import org.computecontracts.trust.Vouch;
import org.jspecify.annotations.Nullable;

/** What pages say of a contract, as the side that reads it has to be told. */
@Named
@Open("words for what a page has already been given")
@ApplicationScoped
public class ContractWords {
    @Inject
    Show show;

    /** The machine that is asked for, and where. */
    public String machine(ContractView contract) {
        var asked = contract.request();
        var place = Words.joined(" ", text(asked.country()), text(asked.region()));
        return Words.joined(" · ", show.machine(asked.cpus(), asked.mem(), asked.disk()), place);
    }

    private static String text(@Nullable String given) {
        return given == null ? "" : given;
    }

    /** Whom it is made with, or how many would like to. */
    public String counterpart(ContractLine contract) {
        if (contract.side() == Side.PROVIDER) {
            return contract.requesterHandle();
        }
        return contract.providerHandle()
                .orElse(contract.bids() == 0 ? "no bid yet" : show.count(contract.bids(), "bid", "bids"));
    }

    public String noBids(ContractView contract) {
        return contract.state() == ContractState.OPEN
                ? "None yet. They show up here by themselves; providers that have no room now look again for an hour."
                : "None.";
    }

    public String nothingPaid(ContractView contract) {
        if (contract.bids().stream()
                .filter(Bid::accepted)
                .findFirst()
                .filter(Bid::isFree)
                .isPresent()) {
            return "Nothing: the bid is free of charge.";
        }
        return switch (contract.side()) {
            case REQUESTER -> "Nothing yet. You pay when you accept a bid, and not before.";
            case PROVIDER -> "Nothing yet.";
        };
    }

    /** What is lost when it is ended. */
    public String loss(ContractView contract) {
        return contract.receipt().isPresent()
                ? "The machine is torn down with everything on its disk, its address stops answering, "
                        + "and its right and its key are taken back. " + lossOfMachine(contract.side())
                : "No machine is there yet. " + lossOfPromise(contract.side());
    }

    private static String lossOfMachine(Side side) {
        return switch (side) {
            case REQUESTER -> "What was paid for a machine that ran is not paid back.";
            case PROVIDER -> "The requester is told. You owe back what was paid for longer.";
        };
    }

    private static String lossOfPromise(Side side) {
        return switch (side) {
            case REQUESTER -> "The request is taken back, and with it an accept that is not paid.";
            case PROVIDER -> "Your bid is taken back.";
        };
    }

    public String judgement(Vouch vouch) {
        var said = "You " + (vouch.isDenounce() ? "denounced " : "vouch for ") + show.handle(vouch.subject());
        return vouch.reason().isEmpty() ? said : said + ": “" + vouch.reason() + "”";
    }

    /** Who took a step, for the account that reads of it. */
    public String actor(Did actor, Did reader) {
        return actor.equals(reader) ? "you" : show.handle(actor);
    }
}
