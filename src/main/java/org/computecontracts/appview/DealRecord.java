package org.computecontracts.appview;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.computecontracts.appview.dialect.Dialect;
import org.computecontracts.appview.dialect.StatementKind;
import org.computecontracts.atproto.Did;
import org.computecontracts.atproto.StrongRef;

/**
 * One record of a deal: who said what, and what that is worth.
 *
 * @param request,subject,payload what it refers to
 * @param facts what it says, by name
 * @param lacks what is missing or wrong in it
 * @param judged what its signatures prove
 * @param reason why it does not stand; empty when it does
 */
public record DealRecord(
        StrongRef ref,
        Did author,
        String handle,
        StatementKind kind,
        Dialect dialect,
        Optional<StrongRef> request,
        Optional<StrongRef> subject,
        Optional<StrongRef> payload,
        JsonNode facts,
        List<String> lacks,
        Attested attested,
        String judged,
        Optional<Instant> at,
        Standing standing,
        String reason) {
    public DealRecord {
        lacks = List.copyOf(lacks);
    }

    public boolean stands() {
        return standing == Standing.STANDS;
    }

    /** Stands, and was written in a dialect that is signed: somebody may act on it, after checks of their own. */
    public boolean mayCount() {
        return stands() && dialect.isSigned();
    }

    public String fact(String name) {
        return facts.path(name).asText("");
    }

    /** The same, found wanting in its place among the others. */
    public DealRecord invalid(String why) {
        return stands()
                ? new DealRecord(
                        ref,
                        author,
                        handle,
                        kind,
                        dialect,
                        request,
                        subject,
                        payload,
                        facts,
                        lacks,
                        attested,
                        judged,
                        at,
                        Standing.INVALID,
                        why)
                : this;
    }
}
