package org.computecontracts.market.protocol;

import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.function.Supplier;
import org.computecontracts.atproto.AtUri;
import org.computecontracts.atproto.Cid;
import org.computecontracts.atproto.Did;
import org.computecontracts.atproto.Nsid;
import org.computecontracts.atproto.Tid;
import org.computecontracts.atproto.attestation.Attestations;
import org.computecontracts.atproto.pds.Pds;
import org.computecontracts.atproto.repo.RepoRecord;
import org.computecontracts.identity.account.AttestationKeys;
import org.computecontracts.identity.account.PdsSessions;
import org.computecontracts.identity.account.Tenants;
import org.computecontracts.kernel.Json;
import org.computecontracts.kernel.TenantId;

/**
 * Writes records into a tenant's own repository, once. The content, its time and its record key are kept under a purpose
 * before they go out: whoever asks again for the purpose, also after a crash, gets the same record.
 */
@ApplicationScoped
public class Publications {
    @Inject
    PublicationStore store;

    @Inject
    Pds pds;

    @Inject
    PdsSessions sessions;

    @Inject
    AttestationKeys keys;

    @Inject
    Tenants tenants;

    @Inject
    Clock clock;

    /** Publishes a record as it is. {@code $type} and {@code createdAt} are added. */
    public RepoRecord publish(TenantId tenant, String purpose, Nsid collection, Supplier<ObjectNode> content) {
        return publish(tenant, purpose, collection, content, false);
    }

    /** Publishes a record with the tenant's inline signature (network.attested.signature). */
    public RepoRecord publishSigned(TenantId tenant, String purpose, Nsid collection, Supplier<ObjectNode> content) {
        return publish(tenant, purpose, collection, content, true);
    }

    /** The record that has gone out for the purpose. */
    public Optional<RepoRecord> written(TenantId tenant, String purpose) {
        return store.find(tenant, purpose).filter(Publication::isWritten).map(Publication::record);
    }

    /** Whether a record for the purpose may have gone out. */
    public boolean isBegun(TenantId tenant, String purpose) {
        return store.find(tenant, purpose).isPresent();
    }

    /** Bids that have gone out since then. */
    public long countBids(TenantId tenant, Instant since) {
        return store.countBids(tenant, since);
    }

    private RepoRecord publish(
            TenantId tenant, String purpose, Nsid collection, Supplier<ObjectNode> content, boolean signed) {
        var known = store.find(tenant, purpose);
        if (known.isPresent() && known.get().isWritten()) {
            return known.get().record();
        }
        var kept = known.orElseGet(
                () -> keep(tenant, prepared(tenant, purpose, collection, content.get(), signed), purpose));
        var record = kept.record();
        pds.create(sessions.of(tenant), collection, record.uri().rkey(), record.json());
        store.written(tenant, purpose, clock.instant());
        return record;
    }

    /** Two may prepare for one purpose at the same moment: the constraint lets one through, and both write that one. */
    private Publication keep(TenantId tenant, Publication prepared, String purpose) {
        try {
            return store.keep(tenant, prepared, purpose);
        } catch (RuntimeException e) {
            return store.find(tenant, purpose).orElseThrow(() -> e);
        }
    }

    private Publication prepared(TenantId tenant, String purpose, Nsid collection, ObjectNode content, boolean signed) {
        var author = tenants.get(tenant).did();
        var record = Json.object().put("$type", collection.value());
        record.setAll(content);
        if (!record.has("createdAt")) {
            record.put("createdAt", now());
        }
        var whole = signed ? Attestations.sign(record, author, keys.of(tenant), author) : record;
        return new Publication(tenant, purpose, addressed(author, collection, whole));
    }

    private static RepoRecord addressed(Did author, Nsid collection, ObjectNode record) {
        return new RepoRecord(AtUri.of(author, collection, Tid.next().value()), Cid.ofRecord(record), record);
    }

    /** The present moment as records spell it: ISO-8601, UTC, milliseconds. */
    public String now() {
        return spelled(clock.instant());
    }

    static String spelled(Instant instant) {
        var text = instant.truncatedTo(ChronoUnit.MILLIS).toString();
        return text.length() == 20 ? text.substring(0, 19) + ".000Z" : text;
    }
}
