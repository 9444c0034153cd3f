package org.computecontracts.atproto.lexicon;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import org.computecontracts.atproto.Nsid;

/** One lexicon: the definitions of one NSID. */
public record Lexicon(Nsid id, ObjectNode defs) {
    static final String MAIN = "main";

    /** IllegalArgumentException, saying where, when the document does not follow the lexicon language. */
    static Lexicon parse(ObjectNode document) {
        new LexiconGrammar().check(document);
        return new Lexicon(new Nsid(document.path("id").asText()), (ObjectNode) document.path("defs"));
    }

    Optional<JsonNode> def(String name) {
        return Optional.ofNullable(defs.get(name));
    }

    /** The schema of its records, if it defines a record. */
    Optional<JsonNode> record() {
        return def(MAIN)
                .filter(main -> main.path("type").asText().equals("record"))
                .map(main -> main.path("record"));
    }

    /** The schema of its JSON input, if it defines a procedure that takes one. */
    Optional<JsonNode> input() {
        return def(MAIN).map(main -> main.path("input").path("schema")).filter(JsonNode::isObject);
    }
}
