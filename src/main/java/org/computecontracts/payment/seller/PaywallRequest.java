package org.computecontracts.payment.seller;

import java.net.URI;
import java.util.Map;
import org.computecontracts.atproto.StrongRef;
import org.computecontracts.payment.Terms;

/**
 * Somebody asks for what {@code accept} has to be paid for.
 *
 * @param resource our canonical URL of it, never made from what the request says
 * @param headers of the request, by lower-case name
 */
public record PaywallRequest(StrongRef accept, URI resource, Terms terms, Map<String, String> headers) {
    public PaywallRequest {
        headers = Map.copyOf(headers);
    }
}
