package org.computecontracts.identity;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.net.URI;
import java.util.UUID;
import org.computecontracts.atproto.Did;
import org.computecontracts.atproto.Handle;
import org.computecontracts.kernel.TenantId;

/** A tenant as stored. The DID stays; handle and PDS follow the account at every sign-in. */
@Entity
@Table(name = "tenant")
public class Tenancy {
    @Id
    private UUID id;

    private Did did;
    private Handle handle;
    private String pds;

    @SuppressWarnings("NullAway.Init")
    protected Tenancy() {}

    public void moved(Handle newHandle, URI newPds) {
        handle = newHandle;
        pds = newPds.toString();
    }

    public Tenant tenant() {
        return new Tenant(new TenantId(id), did, handle, URI.create(pds));
    }
}
