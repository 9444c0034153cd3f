package org.computecontracts.portal;

import static java.util.stream.Collectors.joining;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Named;
import java.util.Locale;
import java.util.stream.Stream;
import org.computecontracts.appview.Attested;
import org.computecontracts.appview.DealRecord;
import org.computecontracts.appview.listing.ListingState;
import org.computecontracts.compute.Build;
import org.computecontracts.compute.BuildState;
import org.computecontracts.kernel.Open;
import org.computecontracts.market.contract.ContractOutlook;
import org.computecontracts.market.contract.Side;
import org.computecontracts.payment.Payment;

/** The word, the sign and the tone of a state: meaning is never the colour alone. */
@Named
@Open("only words")
@ApplicationScoped
public class Words {
    /** A machine that runs is good for nobody before its workload does. */
    public String word(ContractOutlook contract) {
        return switch (contract.state()) {
            case DRAFT -> "Being published";
            case OPEN -> "Open for bids";
            case SEEN -> "Looked at";
            case DECLINED -> "Declined";
            case BID -> "Bid placed";
            case AWARDED -> "Bid chosen";
            case ACCEPTED -> "Accepted, to be paid";
            case PAID -> "Paid";
            case RECEIPTED -> "Being built";
            case RUNNING -> contract.isWell() ? "Running" : unwell(contract.side());
            case ENDING -> "Ending";
            case ENDED -> "Ended";
            case FAILED -> "Failed";
        };
    }

    private static String unwell(Side side) {
        return side == Side.REQUESTER ? "Running, not connected" : "Running, with a problem";
    }

    public String tone(ContractOutlook contract) {
        return switch (contract.state()) {
            case RUNNING -> contract.isWell() ? "good" : "wait";
            case FAILED -> "bad";
            case DECLINED, ENDED -> "plain";
            case DRAFT, OPEN, SEEN, BID, AWARDED, ACCEPTED, PAID, RECEIPTED, ENDING -> "wait";
        };
    }

    public String sign(ContractOutlook contract) {
        return sign(tone(contract));
    }

    /** What the problem of a contract means for it. */
    public String problem(ContractOutlook contract) {
        return switch (contract.state()) {
            case FAILED -> "It cannot go on";
            case DECLINED -> "You did not bid";
            case ENDING -> "It is being wound up";
            case RUNNING -> "The machine runs; this is not well";
            case DRAFT, OPEN, SEEN, BID, AWARDED, ACCEPTED, PAID, RECEIPTED, ENDED ->
                "It does not go on yet; it is tried again by itself";
        };
    }

    /** The tone of a problem: a refusal of one's own is none. */
    public String problemTone(ContractOutlook contract) {
        return switch (contract.state()) {
            case FAILED -> "bad";
            case DECLINED -> "plain";
            case DRAFT, OPEN, SEEN, BID, AWARDED, ACCEPTED, PAID, RECEIPTED, RUNNING, ENDING, ENDED -> "wait";
        };
    }

    public String word(Build build) {
        return word(build.state());
    }

    public String word(BuildState state) {
        return switch (state) {
            case QUEUED -> "Queued";
            case BUILDING -> "Building";
            case RUNNING -> "Running";
            case FAILED -> "Failed";
            case STOPPING -> "Being torn down";
            case STOPPED -> "Gone";
        };
    }

    public String tone(Build build) {
        return build.problem().isPresent() && build.state() == BuildState.RUNNING ? "wait" : tone(build.state());
    }

    public String sign(Build build) {
        return sign(tone(build));
    }

    public String tone(BuildState state) {
        return switch (state) {
            case RUNNING -> "good";
            case FAILED -> "bad";
            case STOPPED -> "plain";
            case QUEUED, BUILDING, STOPPING -> "wait";
        };
    }

    public String sign(BuildState state) {
        return sign(tone(state));
    }

    /** Its state, and the other side's words where it did not come further. */
    public String word(Payment payment) {
        return joined(": ", payment.state().replace('_', ' ').toLowerCase(Locale.ROOT), payment.reason());
    }

    public String word(ListingState state) {
        return switch (state) {
            case OPEN -> "Open for bids";
            case AWARDED -> "Awarded";
            case WITHDRAWN -> "Withdrawn";
            case AWAY -> "Account not active";
            case INVALID -> "Invalid";
            case SHOWN -> "Shown only";
        };
    }

    public String tone(ListingState state) {
        return switch (state) {
            case OPEN -> "wait";
            case INVALID -> "bad";
            case AWARDED, WITHDRAWN, AWAY, SHOWN -> "plain";
        };
    }

    public String sign(ListingState state) {
        return sign(tone(state));
    }

    /** What a record of the network is worth, at a glance. */
    public String word(DealRecord said) {
        return switch (said.standing()) {
            case WITHDRAWN -> "withdrawn";
            case AWAY -> "account not active";
            case INVALID -> "invalid";
            case STANDS -> word(said.attested());
        };
    }

    public String word(Attested attested) {
        return switch (attested) {
            case BOUND -> "signed by its author";
            case VALID -> "signed, key not the author’s";
            case BROKEN -> "signature does not verify";
            case NONE -> "not signed";
        };
    }

    public String tone(DealRecord said) {
        return switch (said.standing()) {
            case WITHDRAWN, AWAY -> "plain";
            case INVALID -> "bad";
            case STANDS -> tone(said.attested());
        };
    }

    public String tone(Attested attested) {
        return switch (attested) {
            case BOUND -> "good";
            case VALID -> "wait";
            case BROKEN -> "bad";
            case NONE -> "plain";
        };
    }

    /** Here good is a check that was made, not a thing that runs. */
    public String sign(DealRecord said) {
        var tone = tone(said);
        return tone.equals("good") ? "✓" : sign(tone);
    }

    /** The parts that say something. */
    public static String joined(String between, String... parts) {
        return Stream.of(parts).filter(part -> !part.isBlank()).collect(joining(between));
    }

    private static String sign(String tone) {
        return switch (tone) {
            case "good" -> "●";
            case "bad" -> "✕";
            case "wait" -> "◐";
            default -> "○";
        };
    }
}
