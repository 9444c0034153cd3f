package org.computecontracts.wif.proxy;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.computecontracts.atproto.AtUri;
import org.computecontracts.atproto.pds.Pds;
import org.computecontracts.identity.account.PdsSessions;
import org.computecontracts.kernel.ProblemException;
import org.computecontracts.kernel.TenantId;

/**
 * Takes back what a workload created while its role was withdrawn: whoever withdrew that looked for what it had created
 * before this was there, and another node believes a role for a while.
 */
@ApplicationScoped
public class LateRecords {
    private static final Logger LOG = Logger.getLogger(LateRecords.class.getName());

    @Inject
    Pds pds;

    @Inject
    PdsSessions sessions;

    void look(TenantId tenant, AtUri role, AtUri created) {
        try {
            if (pds.find(role).isEmpty()) {
                pds.delete(sessions.of(tenant), created);
            }
        } catch (ProblemException e) {
            LOG.log(Level.WARNING, "Whether " + created + " came too late is not known", e);
        }
    }
}
