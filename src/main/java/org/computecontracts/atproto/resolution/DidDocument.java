package org.computecontracts.atproto.resolution;

import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.computecontracts.atproto.AtprotoProblem;
import org.computecontracts.atproto.Did;
import org.computecontracts.atproto.Handle;
import org.computecontracts.atproto.VerifyingKey;
import org.jspecify.annotations.Nullable;

/**
 * What an account or service says of itself: names, keys, services.
 *
 * @param keys by fragment with its {@code #}; keys of kinds we cannot use are left out
 * @param services by fragment with its {@code #}
 */
public record DidDocument(Did id, List<String> alsoKnownAs, Map<String, VerifyingKey> keys, Map<String, URI> services) {
    public DidDocument {
        alsoKnownAs = List.copyOf(alsoKnownAs);
        keys = Map.copyOf(keys);
        services = Map.copyOf(services);
    }

    /** Where the account's repository is; INVALID_DID_DOCUMENT without one. */
    public URI pds() {
        return present(services.get("#atproto_pds"), "#atproto_pds");
    }

    /** The key that signs the account's commits and service tokens; INVALID_DID_DOCUMENT without one. */
    public VerifyingKey signingKey() {
        return key("#atproto");
    }

    /** The key of this fragment; INVALID_DID_DOCUMENT without one. */
    public VerifyingKey key(String fragment) {
        return present(keys.get(fragment), fragment);
    }

    private <T> T present(@Nullable T value, String fragment) {
        if (value == null) {
            throw AtprotoProblem.INVALID_DID_DOCUMENT.because("%s has no usable %s", id, fragment);
        }
        return value;
    }

    /** The first handle it claims, not yet confirmed by the handle's own side. */
    public Optional<Handle> handle() {
        return alsoKnownAs.stream()
                .filter(name -> name.startsWith("at://"))
                .map(name -> name.substring("at://".length()))
                .filter(Handle::isValid)
                .findFirst()
                .map(Handle::new);
    }
}
