package org.computecontracts.wif.issuer;

import java.net.URI;
import java.util.UUID;

/**
 * One machine's place at its provider's issuer. It is open until it is withdrawn or its time is over; its provisioning
 * token is good for one proof.
 *
 * @param actx the provider's auth context
 * @param subject whom the machine's tokens name
 */
public record Enrolment(UUID id, String key, URI issuer, String actx, String provisioningToken, String subject) {
    /** Never in a log. */
    @Override
    public String toString() {
        return "Enrolment[" + id + " " + subject + "]";
    }
}
