package org.computecontracts.trust;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.time.Duration;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** How trust is judged where a tenant has said nothing else. */
@Dependent
class TrustSettings {
    /** The price limit of the default policy, per frequency, in units of the bid's currency. */
    @Inject
    @ConfigProperty(name = "cc.trust.default-max-price", defaultValue = "5")
    BigDecimal defaultMaxPrice = BigDecimal.ONE;

    /** How long the judgements read from somebody else's repository count, as ISO-8601 duration; one's own are always read. */
    @Inject
    @ConfigProperty(name = "cc.trust.others-kept-for", defaultValue = "PT1M")
    Duration othersKeptFor = Duration.ofMinutes(1);

    BigDecimal defaultMaxPrice() {
        return defaultMaxPrice;
    }

    Duration othersKeptFor() {
        return othersKeptFor;
    }
}
