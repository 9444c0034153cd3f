package org.computecontracts.atproto;

import java.net.URI;

/** Acting as one account at its PDS. Whoever hands it out keeps the tokens. */
public interface PdsSession {
    Did did();

    URI pds();

    /** The current access token, without {@code Bearer}. */
    String accessToken();

    /** Called once when the PDS says ExpiredToken; afterwards {@link #accessToken()} is another one. */
    void refreshed();
}
