package org.computecontracts.market.contract;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** What can be known of a {@link Step}, beside who took it: raw values, or what others said, word for word. */
public enum Fact {
    /** A DID: the account that the step is about, when that is not the one that took it. */
    ACCOUNT,
    CPUS,
    MEM,
    DISK,
    ROLE,
    AMOUNT,
    CURRENCY,
    FREQUENCY,
    /** CAIP-2. */
    NETWORK,
    TRANSACTION,
    /** Whether a payment was seen on chain; else the seller alone says so. */
    SETTLED,
    /** The name of a {@link Task}. */
    TASK,
    /** An ISO 8601 duration: how long was waited for what did not come. */
    WITHIN,
    /** In the words of whoever had it. */
    REASON,
    /** The name of the rule that decided. */
    RULE,
    /** What a machine's builder says of it. */
    DETAIL,
    /** A workload's, as its token says it. */
    SUBJECT,
    ISSUER,
    SERVICE,
    HOST,
    URL,
    /** Of an HTTP answer. */
    STATUS;

    /** As the API, the database and the messages call it. */
    @JsonValue
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }
}
