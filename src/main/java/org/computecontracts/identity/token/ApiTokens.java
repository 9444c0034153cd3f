package org.computecontracts.identity.token;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.computecontracts.atproto.Did;
import org.computecontracts.identity.IdentityProblem;
import org.computecontracts.identity.IdentitySettings;
import org.computecontracts.identity.Secret;
import org.computecontracts.identity.member.Members;
import org.computecontracts.kernel.KernelProblem;
import org.computecontracts.kernel.Right;
import org.computecontracts.kernel.TenantId;

/** Tokens for the REST API: {@code cc_} and 32 random bytes, of which only the SHA-256 is kept. */
@ApplicationScoped
public class ApiTokens {
    private static final String PREFIX = "cc_";
    private static final int LONGEST_NAME = 100;

    @Inject
    ApiTokenStore tokens;

    @Inject
    Members members;

    @Inject
    IdentitySettings settings;

    @Inject
    Clock clock;

    /**
     * For a member, whose token it is: it does what the member may do when it is used, and ends with the membership. Reading goes
     * with every token: one that could act and not look would be of no use.
     */
    public NewToken issue(TenantId tenant, Did maker, String name, Set<Right> rights, Duration life) {
        var stripped = name.strip();
        if (stripped.isEmpty() || stripped.length() > LONGEST_NAME) {
            throw KernelProblem.INVALID_INPUT.because("A token's name has 1 to %d characters", LONGEST_NAME);
        }
        if (!life.isPositive() || life.compareTo(settings.tokenLife()) > 0) {
            throw KernelProblem.INVALID_INPUT.because(
                    "A token lives for at least a second and at most %d days",
                    settings.tokenLife().toDays());
        }
        var secret = PREFIX + Secret.random();
        var now = clock.instant();
        var all = EnumSet.of(Right.READ);
        all.addAll(rights);
        var token = StoredToken.issued(tenant, maker, stripped, all, Secret.hash(secret), now, now.plus(life));
        tokens.add(token, tenant, now);
        return new NewToken(token.token(members.role(tenant, maker).orElseThrow()), secret);
    }

    public List<ApiToken> list(TenantId tenant) {
        return tokens.of(tenant, clock.instant());
    }

    public void revoke(TenantId tenant, UUID id) {
        if (!tokens.remove(tenant, id)) {
            throw IdentityProblem.TOKEN_NOT_FOUND.because("No token %s", id);
        }
    }

    /** TOKEN_REFUSED when it is unknown, revoked or expired. */
    public TokenHolder holderOf(String secret) {
        if (!secret.startsWith(PREFIX)) {
            throw IdentityProblem.TOKEN_REFUSED.because("API tokens start with %s", PREFIX);
        }
        return tokens.use(Secret.hash(secret), clock.instant())
                .orElseThrow(() -> IdentityProblem.TOKEN_REFUSED.because(
                        "This token is unknown, revoked or expired, or who made it has no place here any more"));
    }
}
