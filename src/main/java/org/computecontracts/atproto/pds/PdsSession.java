package org.computecontracts.atproto.pds;

import java.net.URI;
import org.computecontracts.atproto.Did;
import org.computecontracts.kernel.http.HttpAnswer;
import org.computecontracts.kernel.http.HttpRequest;

/** Acting as one account at its PDS. Whoever hands it out keeps the tokens and the keys, of whatever kind they are. */
public interface PdsSession {
    Did did();

    URI pds();

    /**
     * Sends a request to the account's PDS with the proof that the account sends it. A token that has expired is renewed on
     * the way, at most once; any status is an answer.
     */
    HttpAnswer send(HttpRequest request);
}
