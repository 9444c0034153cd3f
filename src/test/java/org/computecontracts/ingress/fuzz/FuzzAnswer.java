package org.computecontracts.ingress.fuzz;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** One whole final answer as a visitor received it. */
record FuzzAnswer(int status, List<FuzzHead.Header> headers, byte[] body) {
    Optional<String> header(String name) {
        return new FuzzHead("", headers).first(name);
    }

    String text() {
        return status + " " + headers + " " + new String(body, StandardCharsets.ISO_8859_1);
    }

    boolean isLast() {
        return header("connection").filter("close"::equalsIgnoreCase).isPresent();
    }
}
