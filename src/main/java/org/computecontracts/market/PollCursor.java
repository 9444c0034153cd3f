package org.computecontracts.market;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;

/** The revision up to which a repository has been read. */
@Entity
@Table(name = "poll_cursor")
class PollCursor {
    @Id
    private String did;

    private String rev;

    @Column(name = "read_at")
    private Instant readAt;

    @SuppressWarnings("NullAway") // filled by the persistence provider
    protected PollCursor() {}

    PollCursor(String did, String rev, Instant readAt) {
        this.did = did;
        this.rev = rev;
        this.readAt = readAt;
    }

    String rev() {
        return rev;
    }

    void read(String upTo, Instant now) {
        rev = upTo;
        readAt = now;
    }
}
