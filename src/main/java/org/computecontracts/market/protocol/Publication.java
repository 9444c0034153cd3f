package org.computecontracts.market.protocol;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.UUID;
import org.computecontracts.atproto.AtUri;
import org.computecontracts.atproto.Cid;
import org.computecontracts.atproto.repo.RepoRecord;
import org.computecontracts.kernel.Json;
import org.computecontracts.kernel.TenantId;
import org.jspecify.annotations.Nullable;

/** A record exactly as it goes out, kept before it does. */
@Entity
@Table(name = "publication")
public class Publication {
    @Id
    private UUID id;

    private TenantId tenant;
    private String purpose;
    private AtUri uri;
    private Cid cid;
    private String content;

    @Column(name = "written_at")
    private @Nullable Instant writtenAt;

    @SuppressWarnings("NullAway") // filled by the persistence provider
    protected Publication() {}

    @SuppressWarnings("NullAway") // not written yet
    public Publication(TenantId tenant, String purpose, RepoRecord record) {
        this.id = UUID.randomUUID();
        this.tenant = tenant;
        this.purpose = purpose;
        this.uri = record.uri();
        this.cid = record.cid();
        this.content = Json.write(record.json());
    }

    void written(Instant now) {
        writtenAt = now;
    }

    boolean isWritten() {
        return writtenAt != null;
    }

    RepoRecord record() {
        return new RepoRecord(uri, cid, Json.readObject(content.getBytes(StandardCharsets.UTF_8)));
    }
}
