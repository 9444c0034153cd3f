package org.computecontracts.identity;

import java.net.URI;
import org.computecontracts.atproto.Did;
import org.computecontracts.atproto.PdsSession;

/** A session as handed out: it holds one access token and gets another when that is used up. */
final class RefreshingSession implements PdsSession {
    private final PdsSessions sessions;
    private final Tenant tenant;
    private Access access;

    RefreshingSession(PdsSessions sessions, Tenant tenant, Access access) {
        this.sessions = sessions;
        this.tenant = tenant;
        this.access = access;
    }

    @Override
    public Did did() {
        return tenant.did();
    }

    @Override
    public URI pds() {
        return tenant.pds();
    }

    @Override
    public synchronized String accessToken() {
        return access.token();
    }

    @Override
    public synchronized void refreshed() {
        access = sessions.next(tenant, access);
    }
}
