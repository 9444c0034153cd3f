package org.computecontracts.atproto.resolution;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.computecontracts.atproto.AtprotoProblem;
import org.computecontracts.atproto.Did;
import org.computecontracts.atproto.SigningKey.Curve;
import org.computecontracts.atproto.VerifyingKey;
import org.computecontracts.kernel.KernelProblem;
import org.computecontracts.kernel.ProblemException;
import org.computecontracts.kernel.http.HttpAnswer;
import org.computecontracts.kernel.http.HttpRequest;
import org.computecontracts.kernel.http.SafeHttp;

/** Fetches and reads DID documents: did:plc from its directory, did:web from the host itself. */
class DidDocuments {
    private static final Duration TIMEOUT = Duration.ofSeconds(5);
    private static final int MAX_BYTES = 1 << 17;
    private static final Pattern PLC_KEY = Pattern.compile("[a-z0-9]+");
    private static final Pattern HOST = Pattern.compile("[a-zA-Z0-9.-]+(:[0-9]{1,5})?");

    private final SafeHttp http;
    private final URI plc;

    DidDocuments(SafeHttp http, URI plc) {
        this.http = http;
        this.plc = plc;
    }

    DidDocument fetch(Did did) {
        var answer = did.isWeb() ? askWeb(did) : askDirectory(did);
        if (did.isPlc() && answer.status() == 410) {
            throw AtprotoProblem.DID_GONE.because("%s has a tombstone at %s", did, answer.from());
        }
        if (answer.status() == 404 || answer.status() == 410) {
            throw AtprotoProblem.DID_NOT_FOUND.because("%s is not known at %s", did, answer.from());
        }
        return read(did, answer.orFail().json());
    }

    private HttpAnswer askDirectory(Did did) {
        require(did, did.isPlc() && PLC_KEY.matcher(did.plcKey()).matches());
        return ask(URI.create(plc + "/" + did.value()));
    }

    /** Hosts only, no paths (AT Protocol, DID). Plain http is for localhost, where nobody listens for https. */
    private HttpAnswer askWeb(Did did) {
        var host = did.plcKey().replace("%3A", ":").replace("%3a", ":");
        require(did, HOST.matcher(host).matches() && !did.plcKey().contains(":"));
        var document = host + "/.well-known/did.json";
        try {
            return ask(URI.create("https://" + document));
        } catch (ProblemException e) {
            if (e.type() == KernelProblem.OUTSIDE_UNREACHABLE && isLocalhost(host)) {
                return ask(URI.create("http://" + document));
            }
            throw e;
        }
    }

    private static void require(Did did, boolean isUsual) {
        if (!isUsual) {
            throw AtprotoProblem.DID_NOT_FOUND.because("%s is of a kind that is not in use here", did);
        }
    }

    private static boolean isLocalhost(String host) {
        return host.equals("localhost") || host.startsWith("localhost:");
    }

    private HttpAnswer ask(URI uri) {
        return http.send(HttpRequest.get(uri).within(TIMEOUT).atMost(MAX_BYTES));
    }

    static DidDocument read(Did did, ObjectNode json) {
        if (!json.path("id").asText().equals(did.value())) {
            throw AtprotoProblem.INVALID_DID_DOCUMENT.because("The document of %s is for %s", did, json.path("id"));
        }
        var names = new ArrayList<String>();
        json.path("alsoKnownAs").forEach(name -> names.add(name.asText()));
        return new DidDocument(did, names, keys(did, json), services(did, json));
    }

    private static Map<String, VerifyingKey> keys(Did did, ObjectNode json) {
        var keys = new HashMap<String, VerifyingKey>();
        for (var method : json.path("verificationMethod")) {
            fragment(did, method).ifPresent(id -> key(method).ifPresent(key -> keys.putIfAbsent(id, key)));
        }
        return keys;
    }

    /** The older types carry a bare point (npm's PLC server still writes them), Multikey a coded one. */
    private static Optional<VerifyingKey> key(JsonNode method) {
        var multibase = method.path("publicKeyMultibase").asText();
        try {
            return switch (method.path("type").asText()) {
                case "Multikey" -> Optional.of(VerifyingKey.ofMultibase(multibase));
                case "EcdsaSecp256k1VerificationKey2019" ->
                    Optional.of(VerifyingKey.ofBarePoint(Curve.K256, multibase));
                case "EcdsaSecp256r1VerificationKey2019" ->
                    Optional.of(VerifyingKey.ofBarePoint(Curve.P256, multibase));
                default -> Optional.empty();
            };
        } catch (IllegalArgumentException e) {
            return Optional.empty(); // a key of a kind we cannot use
        }
    }

    private static Map<String, URI> services(Did did, ObjectNode json) {
        var services = new HashMap<String, URI>();
        for (var service : json.path("service")) {
            fragment(did, service).ifPresent(id -> uri(service).ifPresent(uri -> services.putIfAbsent(id, uri)));
        }
        return services;
    }

    private static Optional<URI> uri(JsonNode service) {
        try {
            var text = service.path("serviceEndpoint").asText().replaceFirst("/+$", "");
            return Optional.of(URI.create(text)).filter(uri -> uri.getHost() != null);
        } catch (IllegalArgumentException e) {
            return Optional.empty(); // no address we could call
        }
    }

    /** {@code #atproto} and {@code did:plc:x#atproto} are the same. */
    private static Optional<String> fragment(Did did, JsonNode part) {
        var id = part.path("id").asText();
        var fragment = id.startsWith(did.value()) ? id.substring(did.value().length()) : id;
        return Optional.of(fragment).filter(text -> text.startsWith("#"));
    }
}
