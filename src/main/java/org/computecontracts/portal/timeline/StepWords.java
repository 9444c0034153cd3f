package org.computecontracts.portal.timeline;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.ResourceBundle;
import org.computecontracts.atproto.Did;
import org.computecontracts.atproto.resolution.Identities;
import org.computecontracts.market.contract.Fact;
import org.computecontracts.market.contract.Step;
import org.computecontracts.market.contract.TimeLimit;
import org.computecontracts.market.protocol.Check;

/** Tells what happened in a contract to people, from the messages in {@code messages/Steps.properties}. */
@ApplicationScoped
public class StepWords {
    static final String ACTOR = "actor";

    private static final ResourceBundle MESSAGES =
            ResourceBundle.getBundle("messages.Steps", Locale.ROOT, StepWords.class.getClassLoader());

    @Inject
    Identities identities;

    public List<ToldStep> tell(List<Step> steps) {
        return steps.stream().map(this::tell).toList();
    }

    public ToldStep tell(Step step) {
        return ToldStep.of(step, said(step, "title"), said(step, "detail"), checked(step.checks()));
    }

    private String said(Step step, String part) {
        return message(step.kind() + "." + part)
                .map(text -> new Template(text).with(name -> value(step, name)))
                .orElse("");
    }

    static Optional<String> message(String key) {
        return MESSAGES.containsKey(key) ? Optional.of(MESSAGES.getString(key)) : Optional.empty();
    }

    private Optional<String> value(Step step, String name) {
        if (name.equals(ACTOR)) {
            return Optional.of(identities.handleOf(step.actor()));
        }
        var fact = Fact.valueOf(name.toUpperCase(Locale.ROOT));
        return Optional.ofNullable(step.facts().get(fact)).map(raw -> word(fact, raw));
    }

    /** An account goes by the name it has now, whatever it was called when the step was taken. */
    private String word(Fact fact, String raw) {
        return switch (fact) {
            case ACCOUNT -> identities.handleOf(new Did(raw));
            case WITHIN -> TimeLimit.words(Duration.parse(raw));
            case SETTLED, TASK -> message(fact + "." + raw).orElse("");
            case CPUS, MEM, DISK, ROLE, AMOUNT, CURRENCY, FREQUENCY, NETWORK, TRANSACTION, REASON, RULE, DETAIL -> raw;
            case SUBJECT, ISSUER, SERVICE, HOST, URL, STATUS -> raw;
        };
    }

    private static String checked(List<Check> checks) {
        var words = checks.stream()
                .map(check -> message("CHECKED." + check).orElseThrow())
                .toList();
        var last = words.size() - 1;
        return last < 1
                ? String.join("", words)
                : String.join(", ", words.subList(0, last)) + " and " + words.get(last);
    }
}
