package org.computecontracts.wif.rbac;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;

/** What a request wants to do, in the words of a policy. */
public record Ask(String capability, String path, ObjectNode body) {
    /** The capability an HTTP method stands for; empty for methods no policy can allow. */
    public static Optional<String> capability(String method) {
        return switch (method) {
            case "GET", "HEAD", "OPTIONS" -> Optional.of("read");
            case "POST" -> Optional.of("create");
            case "PUT", "PATCH" -> Optional.of("update");
            case "DELETE" -> Optional.of("delete");
            default -> Optional.empty();
        };
    }
}
