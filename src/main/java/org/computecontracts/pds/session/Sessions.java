package org.computecontracts.pds.session;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.Optional;
import org.computecontracts.atproto.Did;
import org.computecontracts.pds.PdsProblem;
import org.computecontracts.pds.session.Tokens.Kind;

/** Opens, renews and ends sessions. A token is good only as long as its session is kept here. */
@ApplicationScoped
public class Sessions {
    @Inject
    SessionStore sessions;

    @Inject
    Tokens tokens;

    @Inject
    Clock clock;

    /** With all rights. */
    public SessionTokens open(Did did) {
        return open(did, Optional.empty());
    }

    /** With what an app may do, when it is one. */
    public SessionTokens open(Did did, Optional<AppPassword> app) {
        return tokens(sessions.open(RefreshToken.first(did, app, tokens.expiry(Kind.REFRESH))));
    }

    /** EXPIRED_TOKEN for a token whose session has ended. */
    public SessionTokens renew(String refreshToken) {
        var claims = tokens.check(Kind.REFRESH, refreshToken);
        return tokens(sessions.rotate(claims.did(), claims.id(), tokens.expiry(Kind.REFRESH), clock.instant()));
    }

    private SessionTokens tokens(RefreshToken token) {
        var did = token.did();
        return new SessionTokens(
                did,
                tokens.issue(Kind.ACCESS, did, token.id(), token.scope()),
                tokens.issue(Kind.REFRESH, did, token.id(), token.scope()));
    }

    /** Also by a token that has expired: who signs out late still signs out. */
    public void close(String refreshToken) {
        var claims = tokens.good(Kind.REFRESH, refreshToken).claims();
        sessions.close(claims.did(), claims.id());
    }

    /** What a good access token says. EXPIRED_TOKEN for one whose session has ended. */
    Tokens.Claims claims(String accessToken) {
        var claims = tokens.check(Kind.ACCESS, accessToken);
        if (!sessions.isOpen(claims.did(), claims.id(), clock.instant())) {
            throw PdsProblem.EXPIRED_TOKEN.because("Token has been revoked");
        }
        return claims;
    }
}
