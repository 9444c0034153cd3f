package org.computecontracts.story;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** What came back. */
record Answer(int status, String type, String body) {
    private static final ObjectMapper JSON = new ObjectMapper();

    static ObjectNode object() {
        return JSON.createObjectNode();
    }

    static ObjectNode parse(String text) {
        try {
            return (ObjectNode) JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new AssertionError("Not JSON: " + text, e);
        }
    }

    JsonNode json() {
        try {
            return JSON.readTree(body);
        } catch (JsonProcessingException e) {
            throw new AssertionError("Not JSON: " + this, e);
        }
    }

    JsonNode orFail() {
        if (status >= 300) {
            throw new AssertionError(toString());
        }
        return json();
    }

    /** The problem's type of a REST refusal, the error's name of an XRPC one. */
    String refusal() {
        return json().path("type").asText(json().path("error").asText());
    }
}
