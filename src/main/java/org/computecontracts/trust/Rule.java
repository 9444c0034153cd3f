package org.computecontracts.trust;

/**
 * One rule of a policy.
 *
 * @param when a CEL expression over the bid, giving a bool
 * @param because the sentence shown when the rule decides, with placeholders such as {@code {bidder}}
 */
public record Rule(String name, Effect effect, String when, String because) {
    /** What follows when a rule matches. */
    public enum Effect {
        ALLOW,
        DENY
    }
}
