package org.computecontracts.portal.contract;

import java.util.Arrays;
import java.util.List;
import org.computecontracts.market.contract.Side;

/** The steps of every contract, as people are told them before they happen. */
enum Chapter {
    REQUEST(
            4,
            "Request published",
            "Your records are being written to your repository.",
            "A request is seen on the network."),
    BIDS(
            5,
            "Bids",
            "Providers on the network have been told. Most answer within a second; a bid shows up here by itself.",
            "You place a bid when one of your builders has room."),
    POLICY(
            6,
            "Your policy decides on each bid",
            "It asks your trust graph, then your rules, and gives its reason.",
            ""),
    ROLE(7, "One right granted", "The machine you rent may register SSH keys with your account, and nothing else.", ""),
    ACCEPT(8, "Bid accepted", "You choose one of the bids.", "The requester chooses one of the bids."),
    PAYMENT(
            9,
            "Paid",
            "Once, at the price of the signed bid, before anything is built.",
            "The money is settled before you build anything."),
    BUILD(
            10,
            "Machine built",
            "The provider builds the machine and runs your user_data.",
            "Your builder makes the machine and runs the user_data."),
    RECEIPT(11, "Receipt", "The provider signs for request, bid and accept.", "You sign for request, bid and accept."),
    IDENTITY(
            12,
            "Workload identity",
            "The machine proves who it is to the provider's issuer with its SSH host key.",
            ""),
    KEY(13, "Key registered", "With that identity it registers its SSH key through the reverse proxy.", ""),
    TUNNEL(14, "Tunnel up", "It connects to the SSH relay and asks for its name.", ""),
    HTTPS(15, "Reachable", "Its page answers over HTTPS, seen from outside.", ""),
    END(
            16,
            "Contract ended",
            "You end it when you like. The machine, the right and the key go.",
            "The requester ends it; your builder tears the machine down.");

    final int number;
    final String title;
    private final String asRequester;
    private final String asProvider;

    Chapter(int number, String title, String asRequester, String asProvider) {
        this.number = number;
        this.title = title;
        this.asRequester = asRequester;
        this.asProvider = asProvider;
    }

    String expectation(Side side) {
        return switch (side) {
            case REQUESTER -> asRequester;
            case PROVIDER -> asProvider;
        };
    }

    /** Those that this side gets to see. */
    static List<Chapter> of(Side side) {
        return Arrays.stream(values())
                .filter(chapter -> !chapter.expectation(side).isEmpty())
                .toList();
    }
}
