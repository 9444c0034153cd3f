package org.computecontracts.market.contract;

import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.computecontracts.atproto.StrongRef;
import org.computecontracts.market.protocol.Check;
import org.computecontracts.market.protocol.NewRfp;
import org.computecontracts.market.protocol.Terms;

/**
 * A step to be told; {@link StepKind} begins it.
 *
 * @param occasion tells apart what happens more than once to the same record, or without any
 */
public record NewStep(
        StepKind kind, Optional<StrongRef> record, String occasion, Map<Fact, String> facts, List<Check> checks) {
    public NewStep {
        var known = new EnumMap<Fact, String>(Fact.class);
        known.putAll(facts);
        facts = Collections.unmodifiableMap(known);
        checks = List.copyOf(checks);
    }

    public NewStep on(String other) {
        return new NewStep(kind, record, other, facts, checks);
    }

    public NewStep with(Fact fact, Object value) {
        var more = new EnumMap<Fact, String>(Fact.class);
        more.putAll(facts);
        more.put(fact, value.toString());
        return new NewStep(kind, record, occasion, more, checks);
    }

    /** As far as it is known. */
    public NewStep with(Fact fact, Optional<?> value) {
        return value.map(known -> with(fact, known)).orElse(this);
    }

    /** What a bid asks for; a free one names no amount. */
    public NewStep priced(Terms terms) {
        return terms.isFree()
                ? this
                : with(Fact.AMOUNT, terms.cost().toPlainString())
                        .with(Fact.CURRENCY, terms.currency())
                        .with(Fact.FREQUENCY, terms.frequency());
    }

    public NewStep sized(NewRfp request) {
        return with(Fact.CPUS, request.cpus()).with(Fact.MEM, request.mem()).with(Fact.DISK, request.disk());
    }

    public NewStep checked(Check... found) {
        return checked(Arrays.asList(found));
    }

    public NewStep checked(List<Check> found) {
        return new NewStep(kind, record, occasion, facts, found);
    }

    /** A step of one kind and subject happens once in a contract. */
    String subject() {
        return record.map(ref -> ref + " ").orElse("") + occasion;
    }
}
