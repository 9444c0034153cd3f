package org.computecontracts.story;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.StreamSupport;
import org.computecontracts.market.contract.StepKind;

/** One contract, as its requester follows it. */
record Deal(Person requester, String id) {
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    static Deal requested(Person requester, JsonNode wish) {
        var contract = requester.post("/api/rfps", wish).orFail();
        return new Deal(requester, contract.path("id").asText());
    }

    static JsonNode example(Person requester) {
        return requester.get("/api/rfps/example").orFail();
    }

    JsonNode look() {
        return requester.get("/api/contracts/" + id).orFail();
    }

    /** Looks until it is as wished; the portal may be away for a moment. */
    JsonNode until(String what, Predicate<JsonNode> wished) {
        var deadline = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            var answer = requester.get("/api/contracts/" + id);
            if (answer.status() < 300 && wished.test(answer.json())) {
                return answer.json();
            }
            if (System.nanoTime() > deadline || answer.body().contains("\"state\":\"FAILED\"")) {
                throw new AssertionError("No " + what + ": " + answer.body());
            }
            pause();
        }
    }

    JsonNode untilState(String state) {
        return until(state, view -> view.path("state").asText().equals(state));
    }

    /** The page of the workload answers at the contract's address. */
    JsonNode untilReachable() {
        return until("address", view -> view.hasNonNull("url"));
    }

    /** A step whose record the contract names too. */
    JsonNode untilStep(int number, String record) {
        return until(
                "step " + number,
                view -> hasStep(view, number) && view.path(record).has("uri"));
    }

    static boolean hasStep(JsonNode view, int number) {
        return steps(view, number) > 0;
    }

    static long steps(JsonNode view, int number) {
        return StreamSupport.stream(view.path("steps").spliterator(), false)
                .filter(step -> step.path("number").asInt() == number)
                .count();
    }

    static boolean hasStep(JsonNode view, StepKind kind, Person actor) {
        return StreamSupport.stream(view.path("steps").spliterator(), false)
                .filter(step -> step.path("kind").asText().equals(kind.name()))
                .anyMatch(step -> step.path("actor").asText().equals(actor.did()));
    }

    /** Waits for this bidder's bid. */
    JsonNode bidOf(Person bidder) {
        return bid(until("bid of " + bidder.handle(), view -> bid(view, bidder).isPresent()), bidder)
                .orElseThrow();
    }

    private static Optional<JsonNode> bid(JsonNode view, Person bidder) {
        return StreamSupport.stream(view.path("bids").spliterator(), false)
                .filter(bid -> bid.path("bidder").asText().equals(bidder.did()))
                .findFirst();
    }

    /** The same contract, as its provider keeps it. */
    JsonNode soldBy(Person provider) {
        var rfp = look().path("rfp");
        var sold = provider.get("/api/contracts?side=PROVIDER").orFail();
        return StreamSupport.stream(sold.spliterator(), false)
                .filter(line -> line.path("rfp").equals(rfp))
                .findFirst()
                .orElseThrow(() -> new AssertionError(provider.handle() + " knows nothing of " + rfp));
    }

    Answer accept(JsonNode bid) {
        return accept(bid, Person.key());
    }

    Answer accept(JsonNode bid, String key) {
        return requester.post("/api/contracts/" + id + "/acceptance", bid.path("ref"), key);
    }

    void end() {
        requester.post("/api/contracts/" + id + "/end", Answer.object()).orFail();
        untilState("ENDED");
    }

    static void pause() {
        try {
            Thread.sleep(100);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
