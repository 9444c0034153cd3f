package org.computecontracts.wif.issuer;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.HexFormat;
import org.computecontracts.identity.Tenant;
import org.computecontracts.kernel.Json;
import org.computecontracts.wif.Issuer;
import org.computecontracts.wif.WifProblem;
import org.computecontracts.wif.token.Audience;
import org.computecontracts.wif.token.Claims;
import org.computecontracts.wif.token.SignedToken;
import org.jspecify.annotations.Nullable;

/** Signs the tokens of a provider's issuer, and checks those that come back to it. */
@ApplicationScoped
public class OwnTokens {
    private static final SecureRandom RANDOM = new SecureRandom();

    @Inject
    Issuer issuer;

    @Inject
    IssuerKeys keys;

    @Inject
    Clock clock;

    /**
     * @param nonce only in provisioning tokens
     */
    record Draft(
            EnrolledMachine machine,
            Audience audience,
            String subject,
            Instant expires,
            @Nullable String nonce) {
        Draft(EnrolledMachine machine, Audience audience, String subject, Instant expires) {
            this(machine, audience, subject, expires, null);
        }
    }

    /** The token's id begins with its machine's, so that it ends when the machine is withdrawn. */
    String mint(Tenant provider, Draft draft) {
        var claims = Json.object()
                .put("iss", issuer.issuerUri(provider.did()).toString())
                .put("aud", draft.audience().text())
                .put("sub", draft.subject())
                .put("iat", clock.instant().getEpochSecond())
                .put("exp", draft.expires().getEpochSecond())
                .put("jti", draft.machine().id() + "." + random(8))
                .put(Issuer.ORDER, draft.machine().orderKey());
        if (draft.nonce() != null) {
            claims.put("nonce", draft.nonce());
        }
        return keys.current(provider.id()).sign(claims);
    }

    /** The claims of a token this issuer has given for use at itself; TOKEN_REFUSED for every other. */
    Claims check(Tenant provider, String bearer) {
        var token = SignedToken.parse(bearer);
        var claims = token.unverified();
        if (!claims.issuer().equals(issuer.issuerUri(provider.did()).toString())) {
            throw WifProblem.TOKEN_REFUSED.because("The token is of another issuer");
        }
        if (!claims.audience().equals(audience(provider).text())) {
            throw WifProblem.TOKEN_REFUSED.because("The token is for another audience");
        }
        return token.verified(keys.published(provider.id()), clock.instant());
    }

    Audience audience(Tenant provider) {
        return Audience.ofIssuer(issuer.actx(provider.did()));
    }

    static String random(int bytes) {
        var random = new byte[bytes];
        RANDOM.nextBytes(random);
        return HexFormat.of().formatHex(random);
    }
}
