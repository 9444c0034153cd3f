package org.computecontracts.launcher;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;

/** A contract as the API shows it to its requester. */
record ContractView(JsonNode json) {
    String state() {
        return json.path("state").asText();
    }

    /** Where the workload can be reached, once its tunnel is open. */
    Optional<String> url() {
        return Optional.of(json.path("url").asText("")).filter(url -> !url.isEmpty());
    }

    /** The offers, each judged by the requester's policy as it came in. */
    List<Bid> bids() {
        return list("bids").stream().map(Bid::new).toList();
    }

    List<Step> steps() {
        return list("steps").stream().map(Step::new).toList();
    }

    private List<JsonNode> list(String field) {
        return StreamSupport.stream(json.path(field).spliterator(), false).toList();
    }

    /** Why the contract cannot go on, when it cannot. */
    Optional<String> failure() {
        return state().equals("FAILED") ? Optional.of(json.path("problem").asText()) : Optional.empty();
    }

    /** One offer. */
    record Bid(JsonNode json) {
        boolean allowed() {
            return json.path("allowed").asBoolean();
        }

        JsonNode ref() {
            return json.path("ref");
        }
    }

    /** One entry of the timeline. */
    record Step(JsonNode json) {
        int number() {
            return json.path("number").asInt();
        }

        String title() {
            return json.path("title").asText();
        }

        String detail() {
            return json.path("detail").asText();
        }

        String uri() {
            return json.path("record").path("uri").asText("");
        }
    }
}
