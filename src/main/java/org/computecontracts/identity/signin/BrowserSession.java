package org.computecontracts.identity.signin;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.computecontracts.atproto.Did;
import org.computecontracts.kernel.TenantId;

/**
 * A browser that is signed in.
 *
 * @param tenant the one looked at
 * @param accounts those its person has proved in it
 * @param seenAt the last request, give or take half a minute
 */
public record BrowserSession(
        UUID id, TenantId tenant, List<Did> accounts, Instant since, Instant seenAt, String address, String agent) {
    public BrowserSession {
        accounts = List.copyOf(accounts);
    }
}
