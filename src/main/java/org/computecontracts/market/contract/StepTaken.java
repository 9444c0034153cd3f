package org.computecontracts.market.contract;

import static java.util.stream.Collectors.joining;

import com.fasterxml.jackson.core.type.TypeReference;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.computecontracts.atproto.AtUri;
import org.computecontracts.atproto.Cid;
import org.computecontracts.atproto.Did;
import org.computecontracts.atproto.StrongRef;
import org.computecontracts.kernel.Json;
import org.computecontracts.kernel.TenantId;
import org.computecontracts.market.protocol.Check;
import org.jspecify.annotations.Nullable;

/** One {@link Step} as it is kept; its kind and subject make telling it twice tell it once. */
@Entity
@Table(name = "step")
class StepTaken {
    private static final String BETWEEN = " ";

    @Id
    private UUID id;

    private TenantId tenant;
    private UUID contract;

    @Enumerated(EnumType.STRING)
    private StepKind kind;

    private String subject;
    private Instant at;
    private Did actor;
    private @Nullable AtUri uri;
    private @Nullable Cid cid;
    private String facts;
    private String checks;

    @SuppressWarnings("NullAway") // filled by the persistence provider
    protected StepTaken() {}

    @SuppressWarnings("NullAway") // not every step has a record
    StepTaken(TenantId tenant, UUID contract, Did actor, NewStep step, Instant at) {
        this.id = UUID.randomUUID();
        this.tenant = tenant;
        this.contract = contract;
        this.kind = step.kind();
        this.subject = step.subject();
        this.at = at;
        this.actor = actor;
        this.uri = step.record().map(StrongRef::uri).orElse(null);
        this.cid = step.record().map(StrongRef::cid).orElse(null);
        this.facts = Json.write(step.facts());
        this.checks = step.checks().stream().map(Check::name).collect(joining(BETWEEN));
    }

    Step step() {
        var record = uri == null || cid == null ? Optional.<StrongRef>empty() : Optional.of(new StrongRef(uri, cid));
        var known = Json.MAPPER.convertValue(Json.read(facts), new TypeReference<EnumMap<Fact, String>>() {});
        return new Step(kind, at, actor, record, known, checked());
    }

    private List<Check> checked() {
        return Stream.of(checks.split(BETWEEN, -1))
                .filter(name -> !name.isEmpty())
                .map(Check::valueOf)
                .toList();
    }
}
