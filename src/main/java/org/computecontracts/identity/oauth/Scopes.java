package org.computecontracts.identity.oauth;

import static java.util.stream.Collectors.joining;

import java.util.Set;
import java.util.stream.Stream;
import org.computecontracts.atproto.Nsid;

/**
 * What the portal asks an account for (AT Protocol, permissions).
 *
 * @param collections it writes to
 * @param methods it calls on other services in the account's name
 */
public record Scopes(Set<Nsid> collections, Set<Nsid> methods) {
    /** All or nothing: what servers know that have no finer scopes. */
    public static final String BROAD = "atproto transition:generic";

    public Scopes {
        collections = Set.copyOf(collections);
        methods = Set.copyOf(methods);
    }

    /** Exactly the collections and methods. */
    public String fine() {
        return Stream.of(
                        Stream.of("atproto"),
                        collections.stream()
                                .map(collection -> "repo:" + collection.value())
                                .sorted(),
                        methods.stream()
                                .map(method -> "rpc:" + method.value() + "?aud=*")
                                .sorted())
                .flatMap(scopes -> scopes)
                .collect(joining(" "));
    }

    /** Everything a client may come to ask for, which it has to say beforehand. */
    public String all() {
        return fine() + " " + BROAD.substring("atproto ".length());
    }

    /** Whether a server gave more than the collections and methods. */
    public static boolean isBroad(String granted) {
        return Set.of(granted.split(" ", -1)).contains("transition:generic");
    }
}
