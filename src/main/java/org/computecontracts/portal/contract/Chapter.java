package org.computecontracts.portal.contract;

import java.util.Arrays;
import java.util.List;
import org.computecontracts.market.contract.Side;
import org.computecontracts.market.contract.Stage;

/** The steps of every contract, as people are told them before they happen. */
enum Chapter {
    REQUEST(
            Stage.REQUEST,
            "Request published",
            "Your records are being written to your repository.",
            "A request is seen on the network."),
    BIDS(
            Stage.BIDS,
            "Bids",
            "Providers on the network have been told. Most answer within a second; a bid shows up here by itself.",
            "You place a bid when one of your builders has room."),
    POLICY(
            Stage.POLICY,
            "Your policy decides on each bid",
            "It asks your trust graph, then your rules, and gives its reason.",
            ""),
    ROLE(
            Stage.ROLE,
            "One right granted",
            "The machine you rent may register SSH keys with your account, and nothing else.",
            ""),
    ACCEPT(Stage.ACCEPT, "Bid accepted", "You choose one of the bids.", "The requester chooses one of the bids."),
    PAYMENT(
            Stage.PAYMENT,
            "Paid",
            "Once, at the price of the signed bid, before anything is built.",
            "The money is settled before you build anything."),
    BUILD(
            Stage.BUILD,
            "Machine built",
            "The provider builds the machine and runs your user_data.",
            "Your builder makes the machine and runs the user_data."),
    RECEIPT(
            Stage.RECEIPT,
            "Receipt",
            "The provider signs for request, bid and accept.",
            "You sign for request, bid and accept."),
    IDENTITY(
            Stage.IDENTITY,
            "Workload identity",
            "The machine proves who it is to the provider's issuer with its SSH host key.",
            ""),
    KEY(Stage.KEY, "Key registered", "With that identity it registers its SSH key through the reverse proxy.", ""),
    TUNNEL(Stage.TUNNEL, "Tunnel up", "It connects to the SSH relay and asks for its name.", ""),
    HTTPS(Stage.HTTPS, "Reachable", "Its page answers over HTTPS, seen from outside.", ""),
    END(
            Stage.END,
            "Contract ended",
            "You end it when you like. The machine, the right and the key go.",
            "The requester ends it; your builder tears the machine down.");

    final Stage stage;
    final String title;
    private final String asRequester;
    private final String asProvider;

    Chapter(Stage stage, String title, String asRequester, String asProvider) {
        this.stage = stage;
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
