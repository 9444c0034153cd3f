package org.computecontracts.identity.token;

/**
 * A token just issued.
 *
 * @param secret what goes behind {@code Authorization: Bearer}; cannot be had again
 */
public record NewToken(ApiToken token, String secret) {
    /** A token that is printed by accident shows no secret. */
    @Override
    public String toString() {
        return "NewToken[" + token + "]";
    }
}
