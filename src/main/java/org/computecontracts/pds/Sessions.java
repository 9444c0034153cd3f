package org.computecontracts.pds;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.UUID;
import org.computecontracts.atproto.Did;
import org.computecontracts.pds.Tokens.Kind;

/** Opens, renews and ends sessions. An access token stands by itself; a refresh token only as long as it is kept here. */
@ApplicationScoped
public class Sessions {
    @Inject
    SessionStore sessions;

    @Inject
    Tokens tokens;

    @Inject
    Clock clock;

    public SessionTokens open(Did did) {
        return tokens(did, sessions.open(did, tokens.expiry(Kind.REFRESH)));
    }

    /** EXPIRED_TOKEN for a token whose session has ended. */
    public SessionTokens renew(String refreshToken) {
        var claims = tokens.check(Kind.REFRESH, refreshToken);
        var next = sessions.rotate(claims.did(), claims.id(), tokens.expiry(Kind.REFRESH), clock.instant());
        return tokens(claims.did(), next);
    }

    private SessionTokens tokens(Did did, UUID id) {
        return new SessionTokens(
                did, tokens.issue(Kind.ACCESS, did, UUID.randomUUID()), tokens.issue(Kind.REFRESH, did, id));
    }

    public void close(String refreshToken) {
        var claims = tokens.check(Kind.REFRESH, refreshToken);
        sessions.close(claims.did(), claims.id());
    }

    /** Whose access token this is. */
    Did holder(String accessToken) {
        return tokens.check(Kind.ACCESS, accessToken).did();
    }
}
