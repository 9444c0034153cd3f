package org.computecontracts.market.contract;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.computecontracts.atproto.AtUri;
import org.computecontracts.atproto.Cid;
import org.computecontracts.atproto.Did;
import org.computecontracts.atproto.StrongRef;
import org.computecontracts.kernel.TenantId;

/** One {@link Step} as it is kept, without a record where uri is empty; its subject (a record, or the step itself) makes telling it twice tell it once. */
@Entity
@Table(name = "step")
class StepTaken {
    @Id
    private UUID id;

    private TenantId tenant;
    private UUID contract;
    private int number;
    private String subject;
    private Instant at;
    private Did actor;
    private String title;
    private String detail;
    private String uri;
    private String cid;
    private String checked;

    @SuppressWarnings("NullAway") // filled by the persistence provider
    protected StepTaken() {}

    static String subject(Step step) {
        return step.record().map(ref -> ref.uri().value()).orElse(step.title());
    }

    Step step() {
        var record =
                uri.isEmpty() ? Optional.<StrongRef>empty() : Optional.of(new StrongRef(new AtUri(uri), new Cid(cid)));
        return new Step(number, at, actor, title, detail, record, checked);
    }
}
