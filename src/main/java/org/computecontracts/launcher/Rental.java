package org.computecontracts.launcher;

import java.net.URI;

/** Alice's side of the one contract of the story. */
record Rental(Party alice, String contract, Timeline timeline) {
    /** Asks for the portal's own example: a page served through a tunnel. */
    static Rental requested(Party alice, Teller teller) {
        var wish = alice.api().get("/api/rfps/example");
        var contract = alice.api().post("/api/rfps", wish).path("id").asText();
        return new Rental(alice, contract, new Timeline(alice.api(), contract, teller));
    }

    /** Waits for both bids: that Eve's is refused is half of the story. */
    void acceptBest() {
        var offered = timeline.until("two bids", view -> view.bids().size() >= 2);
        var chosen = offered.bids().stream()
                .filter(ContractView.Bid::allowed)
                .findFirst()
                .orElseThrow(() -> new LaunchException("The policy allows none of the bids"));
        alice.api().post("/api/contracts/" + contract + "/acceptance", chosen.ref());
    }

    URI awaitUrl() {
        return timeline.until("the tunnel", view -> view.url().isPresent())
                .url()
                .map(URI::create)
                .orElseThrow();
    }

    void end() {
        alice.api().post("/api/contracts/" + contract + "/end", Api.object());
        timeline.until("the end", view -> view.state().equals("ENDED"));
    }
}
