package org.computecontracts.market;

import jakarta.ejb.DependsOn;
import jakarta.ejb.Schedule;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import jakarta.interceptor.Interceptors;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.computecontracts.identity.AccountMoves;
import org.computecontracts.identity.Tenant;
import org.computecontracts.identity.Tenants;
import org.computecontracts.kernel.Duties;
import org.computecontracts.kernel.ProblemException;
import org.computecontracts.kernel.Steady;
import org.computecontracts.network.FollowReason;
import org.computecontracts.network.Network;
import org.computecontracts.network.SeenRepo;

/** Looks at what no event told of, and sees to it that the tenants' own servers are listened to. */
@Singleton
@Startup
@DependsOn("Migrations")
@Interceptors(Steady.class)
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class IntakeTimer {
    private static final Logger LOG = Logger.getLogger(IntakeTimer.class.getName());

    @Inject
    Inbox inbox;

    @Inject
    Network network;

    @Inject
    Tenants tenants;

    @Inject
    AccountMoves moves;

    @Inject
    Acquaintances acquaintances;

    @Inject
    Duties duties;

    @Schedule(hour = "*", minute = "*", second = "*", persistent = false)
    public void tick() {
        if (duties.isOurs("intake")) {
            inbox.collect();
        }
        inbox.work();
    }

    @Schedule(hour = "*", minute = "*", second = "*/10", persistent = false)
    public void watch() {
        tenants.all().forEach(this::watch);
    }

    /** What nobody names is not listened to for ever. */
    @Schedule(hour = "*", minute = "7", persistent = false)
    public void name() {
        tenants.all().forEach(tenant -> acquaintances.name(tenant.did()));
    }

    /** An account that has moved is told so by an event, and found out here when that was missed. */
    @Schedule(hour = "*", minute = "*/10", second = "20", persistent = false)
    public void look() {
        tenants.all().forEach(tenant -> {
            try {
                moves.look(tenant.did());
            } catch (ProblemException e) {
                LOG.log(Level.FINE, "Where {0} is now cannot be asked: {1}", new Object[] {tenant.did(), e.detail()});
            }
        });
    }

    private void watch(Tenant tenant) {
        if (network.repo(tenant.did()).map(SeenRepo::pds).isPresent()) {
            return;
        }
        try {
            network.followHostOf(tenant.did(), FollowReason.TENANT);
        } catch (ProblemException e) {
            LOG.log(Level.FINE, "{0} is not followed: {1}", new Object[] {tenant.did(), e.detail()});
        }
    }
}
