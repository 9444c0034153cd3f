package org.computecontracts.portal;

import static java.util.stream.Collectors.joining;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Named;
import java.util.Collection;
import org.computecontracts.compute.BuildState;
import org.computecontracts.kernel.Open;
import org.computecontracts.kernel.Right;
import org.computecontracts.market.ContractState;

/** The word, the sign and the tone of a state: meaning is never the colour alone. */
@Named
@Open("only words")
@ApplicationScoped
public class Words {
    public String word(ContractState state) {
        return switch (state) {
            case DRAFT -> "Being published";
            case OPEN -> "Open for bids";
            case SEEN -> "Looked at";
            case DECLINED -> "Declined";
            case BID -> "Bid placed";
            case AWARDED -> "Bid chosen";
            case ACCEPTED -> "Accepted, to be paid";
            case PAID -> "Paid";
            case RECEIPTED -> "Being built";
            case RUNNING -> "Running";
            case ENDING -> "Ending";
            case ENDED -> "Ended";
            case FAILED -> "Failed";
        };
    }

    public String tone(ContractState state) {
        return switch (state) {
            case RUNNING -> "good";
            case FAILED -> "bad";
            case DECLINED, ENDED -> "plain";
            case DRAFT, OPEN, SEEN, BID, AWARDED, ACCEPTED, PAID, RECEIPTED, ENDING -> "wait";
        };
    }

    public String sign(ContractState state) {
        return sign(tone(state));
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

    public String rights(Collection<Right> rights) {
        return rights.size() == Right.values().length
                ? "everything"
                : rights.stream().sorted().map(Words::verb).collect(joining(", "));
    }

    private static String verb(Right right) {
        return switch (right) {
            case READ -> "look";
            case BUY -> "ask, accept, pay and judge";
            case OPERATE -> "run builders";
            case MANAGE -> "say who may do what";
        };
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
