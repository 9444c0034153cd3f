package org.computecontracts.payment.wire;

import java.util.Map;

/** Version 1 names its networks; version 2 uses CAIP-2. Both are kept as CAIP-2 here. */
final class Networks {
    private static final Map<String, String> NAMES = Map.of(
            "eip155:8453", "base",
            "eip155:84532", "base-sepolia",
            "eip155:43114", "avalanche",
            "eip155:43113", "avalanche-fuji",
            "eip155:137", "polygon",
            "eip155:80002", "polygon-amoy");

    private Networks() {}

    /** A network without a name is written as it is: no client of version 1 can pay on it. */
    static String written(Version version, String caip2) {
        return switch (version) {
            case V1 -> NAMES.getOrDefault(caip2, caip2);
            case V2 -> caip2;
        };
    }

    static String read(Version version, String written) {
        return switch (version) {
            case V1 ->
                NAMES.entrySet().stream()
                        .filter(name -> name.getValue().equals(written))
                        .map(Map.Entry::getKey)
                        .findFirst()
                        .orElse(written);
            case V2 -> written;
        };
    }
}
