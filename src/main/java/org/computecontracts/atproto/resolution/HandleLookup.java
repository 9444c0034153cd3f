package org.computecontracts.atproto.resolution;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URI;
import java.net.URLEncoder;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.computecontracts.atproto.AtprotoProblem;
import org.computecontracts.atproto.AtprotoSettings;
import org.computecontracts.atproto.Did;
import org.computecontracts.atproto.Handle;
import org.computecontracts.kernel.ProblemException;
import org.computecontracts.kernel.http.HttpAnswer;
import org.computecontracts.kernel.http.HttpRequest;
import org.computecontracts.kernel.http.SafeHttp;

/** What a handle says its DID is: by a PDS we know, by its own web site, by its DNS. Not yet confirmed by the DID. */
class HandleLookup {
    private static final Logger LOG = Logger.getLogger(HandleLookup.class.getName());
    private static final Duration TIMEOUT = Duration.ofSeconds(3);
    private static final int MAX_BYTES = 1 << 14;

    /** Names that no DNS has (AT Protocol, Handle, and RFC 2606): only a PDS can know them. */
    private static final Set<String> RESERVED =
            Set.of("alt", "arpa", "example", "internal", "invalid", "local", "localhost", "onion", "test");

    private final SafeHttp http;
    private final AtprotoSettings settings;
    private final DnsTexts dns;

    HandleLookup(SafeHttp http, AtprotoSettings settings) {
        this.http = http;
        this.settings = settings;
        this.dns = new DnsTexts(settings.nameServer());
    }

    Did find(Handle handle) {
        return byKnownPds(handle)
                .or(() -> isReserved(handle)
                        ? Optional.empty()
                        : byWebSite(handle).or(() -> byDns(handle)))
                .orElseThrow(() -> AtprotoProblem.HANDLE_NOT_FOUND.because("Nobody knows %s", handle));
    }

    /** What the owner of the name says, who alone can write there; a PDS may say what it likes. HANDLE_NOT_FOUND. */
    Did byOwner(Handle handle) {
        return Optional.of(handle)
                .filter(name -> !isReserved(name))
                .flatMap(name -> byDns(name).or(() -> byWebSite(name)))
                .orElseThrow(() -> AtprotoProblem.HANDLE_NOT_FOUND.because(
                        "Neither the DNS nor the web site of %s names a DID", handle));
    }

    private static boolean isReserved(Handle handle) {
        return RESERVED.contains(handle.value().substring(handle.value().lastIndexOf('.') + 1));
    }

    private Optional<Did> byKnownPds(Handle handle) {
        return settings.knownPds().stream()
                .map(pds -> URI.create(pds + "/xrpc/com.atproto.identity.resolveHandle?handle="
                        + URLEncoder.encode(handle.value(), UTF_8)))
                .flatMap(uri -> ask(uri).stream())
                .flatMap(answer -> did(answer.json().path("did").asText()).stream())
                .findFirst();
    }

    private Optional<Did> byWebSite(Handle handle) {
        return ask(URI.create("https://" + handle.value() + "/.well-known/atproto-did"))
                .flatMap(answer -> did(answer.text().strip()));
    }

    /** Silence is no answer: the next source is asked. */
    private Optional<HttpAnswer> ask(URI uri) {
        try {
            return Optional.of(http.send(HttpRequest.get(uri).within(TIMEOUT).atMost(MAX_BYTES)))
                    .filter(HttpAnswer::ok);
        } catch (ProblemException e) {
            LOG.log(Level.FINE, "No answer from " + uri, e);
            return Optional.empty();
        }
    }

    private static Optional<Did> did(String text) {
        return Optional.of(text).filter(Did::isValid).map(Did::new);
    }

    /** {@code _atproto.<handle> TXT "did=..."}; two different ones are none. */
    private Optional<Did> byDns(Handle handle) {
        var found = dns.texts("_atproto." + handle.value()).orElse(List.of()).stream()
                .map(text -> text.replace("\"", ""))
                .filter(text -> text.startsWith("did="))
                .flatMap(text -> did(text.substring("did=".length())).stream())
                .distinct()
                .toList();
        return found.size() == 1 ? Optional.of(found.getFirst()) : Optional.empty();
    }
}
