package org.computecontracts.portal;

/** What an account's server granted, as people say it. */
final class Grantings {
    private static final String REPO = "repo:";
    private static final String RPC = "rpc:";
    private static final String BROAD = "transition:generic";

    private Grantings() {}

    static String inWords(String scope) {
        if (scope.equals("atproto")) {
            return "Know which account it is";
        }
        if (scope.equals(BROAD)) {
            return "Write every kind of record and call every service in its name";
        }
        if (scope.startsWith(REPO)) {
            return "Write records of the kind " + name(scope, REPO);
        }
        if (scope.startsWith(RPC)) {
            return "Call " + name(scope, RPC) + " of other services in its name";
        }
        return scope;
    }

    static boolean isBroad(String scopes) {
        return (" " + scopes + " ").contains(" " + BROAD + " ");
    }

    private static String name(String scope, String kind) {
        var end = scope.indexOf('?');
        return scope.substring(kind.length(), end < 0 ? scope.length() : end);
    }
}
