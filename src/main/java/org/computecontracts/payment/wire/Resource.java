package org.computecontracts.payment.wire;

/** What is sold. */
public record Resource(String url, String description, String mimeType) {
    public static Resource json(String url, String description) {
        return new Resource(url, description, "application/json");
    }
}
