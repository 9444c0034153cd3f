package org.computecontracts.payment.payer;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.computecontracts.payment.PaymentProblem;
import org.computecontracts.payment.Terms;
import org.computecontracts.payment.wire.PaymentRequired;
import org.computecontracts.payment.wire.Requirement;

/** Holds a seller's demand against what its signed bid says. */
final class Comparison {
    private Comparison() {}

    /** The way to pay that is exactly what was agreed; DEMAND_DIFFERS names what differs in the nearest one. */
    static Requirement agreed(PaymentRequired demand, Terms expected) {
        var nearest = demand.accepts().stream()
                .min(Comparator.comparingInt(
                        offered -> differences(offered, expected).size()))
                .orElseThrow(() ->
                        PaymentProblem.DEMAND_DIFFERS.because("The seller names no way to pay that is known here"));
        var differences = differences(nearest, expected);
        if (!differences.isEmpty()) {
            throw PaymentProblem.DEMAND_DIFFERS.because(
                    "The seller asks for something else than its signed bid: " + String.join("; ", differences));
        }
        return nearest;
    }

    private static List<String> differences(Requirement offered, Terms expected) {
        var differences = new ArrayList<String>();
        compare(differences, "scheme", offered.scheme(), Requirement.EXACT);
        compare(differences, "network", offered.network(), expected.network());
        compare(differences, "asset", offered.asset(), expected.asset());
        compare(differences, "payTo", offered.payTo(), expected.payTo());
        compare(
                differences,
                "amount",
                offered.amount().toString(),
                expected.amount().toString());
        compare(differences, "name of the asset", offered.name(), expected.assetName());
        compare(differences, "version of the asset", offered.version(), expected.assetVersion());
        return differences;
    }

    private static void compare(List<String> differences, String what, String offered, String expected) {
        if (!offered.equalsIgnoreCase(expected)) {
            differences.add("%s is %s, not %s".formatted(what, offered, expected));
        }
    }
}
