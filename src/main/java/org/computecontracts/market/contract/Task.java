package org.computecontracts.market.contract;

/** What is to be done for a contract in one of its states, by one of its parties. */
public sealed interface Task {
    String name();

    Side side();

    /** What is done, as a sentence without a subject. */
    String words();

    /** What did not come about when its time is over. */
    String missed();

    /** Of whoever asked for a machine. */
    enum OfRequester implements Task {
        PUBLISH("writes machine and request", "The request could not be published"),
        ANNOUNCE("tells providers of the request, and judges their bids", "No bid was accepted"),
        ACCEPT("grants the issuer its right, then writes the accept", "The accept could not be written"),
        PAY("submits the accept, and pays at the URL of the bid", "The payment was not made"),
        VERIFY_RECEIPT("looks for the receipt, and verifies it", "No receipt came"),
        AWAIT_MACHINE("waits for word of the machine, or for its page", "No word of a machine"),
        WATCH("looks whether the workload's page answers at its address", "No page answered"),
        WITHDRAW("takes back right and keys, and tells the provider", "It could not be wound up");

        private final String words;
        private final String missed;

        OfRequester(String words, String missed) {
            this.words = words;
            this.missed = missed;
        }

        @Override
        public Side side() {
            return Side.REQUESTER;
        }

        @Override
        public String words() {
            return words;
        }

        @Override
        public String missed() {
            return missed;
        }
    }

    /** Of whoever bid on a request. */
    enum OfProvider implements Task {
        PLACE_BID("holds room, and writes the bid", "No bid was placed"),
        AWAIT_ACCEPT("keeps the bid while its request is there", "Nobody accepted the bid"),
        AWAIT_MONEY("asks the books whether it is settled", "Nobody paid"),
        ISSUE_RECEIPT("writes the receipt", "The receipt could not be written"),
        BUILD("orders the machine, and looks at its build", "There was no machine"),
        RUN("looks whether the machine is there and has proved itself", "The time that was paid for is over"),
        TEAR_DOWN("stops the machine, closes the books, tells the requester", "It could not be wound up"),
        CLEAR_UP("pays back and stops what came after the end", ""),
        RELEASE("gives back the room", "");

        private final String words;
        private final String missed;

        OfProvider(String words, String missed) {
            this.words = words;
            this.missed = missed;
        }

        @Override
        public Side side() {
            return Side.PROVIDER;
        }

        @Override
        public String words() {
            return words;
        }

        @Override
        public String missed() {
            return missed;
        }
    }
}
