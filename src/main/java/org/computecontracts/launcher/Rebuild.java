package org.computecontracts.launcher;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Has a portal make its view of the network anew, and tells whether it came out the same. */
public final class Rebuild {
    private static final String DRILLS = "/api/network/drills/";

    private final Api api;
    private final Folders folders;
    private final Terminal terminal;

    Rebuild(Api api, Folders folders, Terminal terminal) {
        this.api = api;
        this.folders = folders;
        this.terminal = terminal;
    }

    public static Rebuild of(Site site, Terminal terminal) {
        return new Rebuild(Api.of(site), site.plan().folders(), terminal);
    }

    /** Fails when the view did not come out the same. */
    public void run() {
        var operator = api.with(Map.of("X-Operator-Key", key()));
        terminal.line("The view of the network is dropped and read anew");
        var done = awaited(
                operator.post(DRILLS + "REBUILD", Api.object()).path("id").asText());
        terminal.line("before: %s", done.path("before").asText("none"));
        terminal.line("after:  %s", done.path("after").asText("none"));
        if (done.path("problem").isTextual()) {
            throw new LaunchException(
                    "The view was not made anew: %s", done.path("problem").asText());
        }
        if (!done.path("same").asBoolean()) {
            throw new LaunchException(
                    "The view came out otherwise than it was: %s",
                    done.path("differing").toString());
        }
        terminal.line(
                "The same: %d records of %d accounts",
                done.path("records").asLong(), done.path("repos").asLong());
        if (done.path("aside").asInt() > 0) {
            terminal.line(
                    "Left aside, not to be read now or written to meanwhile: %d",
                    done.path("aside").asLong());
        }
    }

    private JsonNode awaited(String id) {
        while (true) {
            var drill = api.get(DRILLS + id);
            if (drill.path("endedAt").isTextual()) {
                return drill;
            }
            Pause.of(Duration.ofMillis(500));
        }
    }

    /** Shows that we can read the master key, without sending it. */
    private String key() {
        try {
            var master = Base64.getDecoder()
                    .decode(new Secret(Settings.place(
                                    "cc.kernel.master-key-file", folders.data().resolve("master.key")))
                            .text()
                            .strip());
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(master, "HmacSHA256"));
            return Base64.getUrlEncoder()
                    .withoutPadding()
                    .encodeToString(mac.doFinal("operator".getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every JDK has HmacSHA256", e);
        }
    }
}
