package org.computecontracts.pds.session;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.stream.StreamSupport;
import org.computecontracts.kernel.Json;
import org.computecontracts.pds.PdsProblem;

/** What apps keep for an account without publishing it. It is not understood here; some of it is for full sessions alone. */
@ApplicationScoped
public class Preferences {
    private static final String NAMESPACE = "app.bsky.";
    private static final int MOST_BYTES = 100 << 10;
    private static final Set<String> FULL_ONLY = Set.of("app.bsky.actor.defs#personalDetailsPref");

    @Inject
    PreferenceStore preferences;

    public List<JsonNode> of(Caller caller) {
        return all(preferences.get(caller.profile().did())).stream()
                .filter(preference -> isFor(caller, preference))
                .toList();
    }

    /** In the place of those that the caller sees. */
    public void put(Caller caller, List<ObjectNode> wanted) {
        wanted.forEach(preference -> check(caller, preference));
        preferences.change(caller.profile().did(), old -> changed(caller, all(old), wanted));
    }

    private static void check(Caller caller, ObjectNode preference) {
        var type = type(preference);
        if (!type.startsWith(NAMESPACE)) {
            throw PdsProblem.INVALID_REQUEST.because("Some preferences are not in the app.bsky namespace: %s", type);
        }
        if (!isFor(caller, preference)) {
            throw PdsProblem.INVALID_REQUEST.because("Do not have authorization to set preferences: %s", type);
        }
    }

    private static String changed(Caller caller, List<JsonNode> old, List<ObjectNode> wanted) {
        var json = Json.object();
        var kept = json.putArray("preferences");
        old.stream().filter(preference -> !isFor(caller, preference)).forEach(kept::add);
        wanted.forEach(kept::add);
        var text = Json.write(json);
        if (text.getBytes(StandardCharsets.UTF_8).length > MOST_BYTES) {
            throw PdsProblem.INVALID_REQUEST.because("Preferences may have %d bytes", MOST_BYTES);
        }
        return text;
    }

    private static boolean isFor(Caller caller, JsonNode preference) {
        return caller.scope() == Scope.FULL || !FULL_ONLY.contains(type(preference));
    }

    private static String type(JsonNode preference) {
        return preference.path("$type").asText();
    }

    private static List<JsonNode> all(String text) {
        return text.isEmpty()
                ? List.of()
                : StreamSupport.stream(
                                Json.readObject(text.getBytes(StandardCharsets.UTF_8))
                                        .path("preferences")
                                        .spliterator(),
                                false)
                        .toList();
    }
}
