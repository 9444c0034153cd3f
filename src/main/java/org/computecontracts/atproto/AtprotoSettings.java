package org.computecontracts.atproto;

import static java.util.stream.Collectors.joining;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.computecontracts.kernel.Settings;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Whom we ask about identities, and how long an answer holds. */
@Dependent
public class AtprotoSettings {
    private static final Pattern COMMA = Pattern.compile(",");

    @Inject
    Settings settings;

    /** The did:plc directory; by default the embedded one, {@code {public-url}/plc}. */
    @Inject
    @ConfigProperty(name = "cc.atproto.plc-url")
    Optional<URI> plcUrl = Optional.empty();

    /** PDSs asked first what a handle means, separated by commas; by default the embedded one, the public URL. */
    @Inject
    @ConfigProperty(name = "cc.atproto.known-pds")
    Optional<String> knownPds = Optional.empty();

    /** Name server for handles, as {@code host:port}; by default the system's. */
    @Inject
    @ConfigProperty(name = "cc.atproto.name-server")
    Optional<String> nameServer = Optional.empty();

    /** How long a DID document or a handle's DID is believed, in ISO-8601. */
    @Inject
    @ConfigProperty(name = "cc.atproto.identity-life", defaultValue = "PT3M")
    Duration identityLife = Duration.ofMinutes(3);

    /** How long it is believed that there is none, in ISO-8601. */
    @Inject
    @ConfigProperty(name = "cc.atproto.absence-life", defaultValue = "PT10S")
    Duration absenceLife = Duration.ofSeconds(10);

    /** Settings outside the container. */
    public static AtprotoSettings with(URI plcUrl, List<URI> knownPds) {
        var settings = new AtprotoSettings();
        settings.plcUrl = Optional.of(plcUrl);
        settings.knownPds = Optional.of(knownPds.stream().map(URI::toString).collect(joining(",")));
        return settings;
    }

    public URI plcUrl() {
        return plcUrl.orElseGet(() -> URI.create(settings.publicUrl() + "/plc"));
    }

    public List<URI> knownPds() {
        return knownPds.map(list -> COMMA.splitAsStream(list)
                        .map(String::strip)
                        .map(URI::create)
                        .toList())
                .orElseGet(() -> List.of(settings.publicUrl()));
    }

    public Optional<String> nameServer() {
        return nameServer;
    }

    public Duration identityLife() {
        return identityLife;
    }

    public Duration absenceLife() {
        return absenceLife;
    }
}
