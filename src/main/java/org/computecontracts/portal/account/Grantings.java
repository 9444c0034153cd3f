package org.computecontracts.portal.account;

import static java.util.stream.Collectors.joining;

import java.util.List;
import java.util.stream.Stream;

/** What an account's server granted, as people say it. */
final class Grantings {
    private static final String BROAD = "transition:generic";

    private Grantings() {}

    /**
     * One permission.
     *
     * @param names the records or methods it is about; empty where it is about all
     */
    public record Granting(String what, String names) {}

    static List<Granting> of(String scope) {
        var scopes = List.of(scope.split(" ", -1));
        return Stream.of(
                        scopes.contains("atproto")
                                ? Stream.of(new Granting("Know which account it is.", ""))
                                : Stream.<Granting>empty(),
                        isBroad(scope)
                                ? Stream.of(new Granting(
                                        "Write every kind of record and call every service in its name.", ""))
                                : Stream.<Granting>empty(),
                        named("Write records of these kinds:", scopes, "repo:"),
                        named("Call these methods of other services in its name:", scopes, "rpc:"))
                .flatMap(grantings -> grantings)
                .toList();
    }

    private static Stream<Granting> named(String what, List<String> scopes, String kind) {
        var names = scopes.stream()
                .filter(scope -> scope.startsWith(kind))
                .map(scope -> scope.substring(kind.length()).replaceFirst("\\?.*$", ""))
                .sorted()
                .collect(joining(", "));
        return names.isEmpty() ? Stream.empty() : Stream.of(new Granting(what, names));
    }

    static boolean isBroad(String scope) {
        return (" " + scope + " ").contains(" " + BROAD + " ");
    }
}
