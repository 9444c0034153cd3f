package org.computecontracts.launcher;

import com.fasterxml.jackson.databind.JsonNode;

/** One of the three in the story, signed in. */
record Party(String handle, String did, Api api) {
    /** Signs up, or in when an earlier run has signed up already. */
    static Party of(String handle, Secret password, Api nobody) {
        var account = Api.object().put("handle", handle).put("password", password.text());
        var signedUp = nobody.answerOfPost("/api/accounts", account);
        var session = signedUp.status() == 409
                ? nobody.post(
                        "/api/session", Api.object().put("identifier", handle).put("password", password.text()))
                : made(handle, signedUp);
        var did = session.path("did").asText();
        return new Party(handle, did, nobody.as(session.path("token").asText()));
    }

    private static JsonNode made(String handle, Api.Answer answer) {
        if (answer.status() >= 300) {
            throw new LaunchException("No account for %s: %d %s", handle, answer.status(), answer.refusal());
        }
        return answer.json();
    }
}
