package org.computecontracts.atproto.lexicon;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.github.benmanes.caffeine.cache.Cache;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.computecontracts.atproto.DagCbor;
import org.computecontracts.atproto.Nsid;
import org.computecontracts.kernel.Json;
import org.computecontracts.kernel.ProblemException;
import org.computecontracts.kernel.limits.Caches;

/** The lexicons we ship ({@code lexicons/}), and what a record or an input does against its own. */
@ApplicationScoped
public class Lexicons {
    private static final int MOST_UNKNOWN = 1000;

    private final Map<Nsid, Lexicon> known = new ConcurrentHashMap<>();
    private final Cache<Nsid, Boolean> unknown =
            Caches.caffeine().maximumSize(MOST_UNKNOWN).build();

    /** Whether we ship a lexicon for records of this kind. */
    public boolean knows(Nsid collection) {
        return find(collection).flatMap(Lexicon::record).isPresent();
    }

    /** One sentence each; empty when the record is valid or its lexicon is unknown to us. */
    public List<String> violations(Nsid collection, ObjectNode record) {
        var lexicon = find(collection);
        var schema = lexicon.flatMap(Lexicon::record);
        if (lexicon.isEmpty() || schema.isEmpty()) {
            return List.of();
        }
        var check = new RecordCheck(this::find);
        if (!record.path("$type").asText().equals(collection.value())) {
            check.violation("$type", "must be " + collection);
        }
        return checked(check, lexicon.get(), schema.get(), record);
    }

    /** The same against a lexicon that is not ours, which is not kept. */
    List<String> violations(Lexicon foreign, ObjectNode record) {
        var check = new RecordCheck(id -> id.equals(foreign.id()) ? Optional.of(foreign) : find(id));
        return foreign.record()
                .map(schema -> checked(check, foreign, schema, record))
                .orElseGet(() -> List.of("It is not the lexicon of a record."));
    }

    /** The same of the JSON that one of our methods is called with. */
    public List<String> inputViolations(Nsid method, ObjectNode input) {
        var lexicon = find(method);
        var schema = lexicon.flatMap(Lexicon::input);
        if (lexicon.isEmpty() || schema.isEmpty()) {
            return List.of();
        }
        return checked(new RecordCheck(this::find), lexicon.get(), schema.get(), input);
    }

    private static List<String> checked(RecordCheck check, Lexicon lexicon, JsonNode schema, ObjectNode value) {
        try {
            DagCbor.encode(value);
        } catch (ProblemException e) {
            return List.of(e.detail());
        }
        check.check(lexicon, schema, value, lexicon.id().value());
        return check.violations();
    }

    Optional<Lexicon> find(Nsid id) {
        var there = Optional.ofNullable(known.get(id));
        return there.isPresent() || unknown.getIfPresent(id) != null ? there : load(id);
    }

    /** Of what is not found so many names are kept: there is no end to those strangers may ask for. */
    private Optional<Lexicon> load(Nsid id) {
        try (var in =
                Lexicons.class.getResourceAsStream("/lexicons/" + id.value().replace('.', '/') + ".json")) {
            if (in == null) {
                unknown.put(id, true);
                return Optional.empty();
            }
            return Optional.of(add(Json.readObject(in.readAllBytes())));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Lexicon add(ObjectNode document) {
        var lexicon = Lexicon.parse(document);
        known.put(lexicon.id(), lexicon);
        unknown.invalidate(lexicon.id());
        return lexicon;
    }
}
