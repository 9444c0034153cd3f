package org.computecontracts.market.dispatch;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.servlet.ServletContext;
import java.time.Duration;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.computecontracts.identity.Tenant;
import org.computecontracts.identity.account.AccountMoves;
import org.computecontracts.identity.account.Tenants;
import org.computecontracts.kernel.ProblemException;
import org.computecontracts.kernel.work.Clockwork;
import org.computecontracts.kernel.work.Duties;
import org.computecontracts.kernel.work.QueueWorker;
import org.computecontracts.network.SeenRepo;
import org.computecontracts.network.host.FollowReason;
import org.computecontracts.network.view.Network;

/** Looks at what no event told of, and sees to it that the tenants' own servers are listened to. */
@ApplicationScoped
class IntakeTimer {
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

    void start(@Observes @Initialized(ApplicationScoped.class) ServletContext portal, Clockwork clockwork) {
        clockwork.every(Duration.ofSeconds(1), this::tick);
        clockwork.every(QueueWorker.SIGN_OF_LIFE, inbox::hold);
        clockwork.every(Duration.ofSeconds(10), this::watch);
        clockwork.every(Duration.ofHours(1), this::name);
        clockwork.every(Duration.ofMinutes(10), this::look);
    }

    void tick() {
        if (duties.isOurs("intake")) {
            inbox.collect();
        }
        inbox.work();
    }

    void watch() {
        tenants.all().forEach(this::watch);
    }

    /** What nobody names is not listened to for ever. */
    void name() {
        tenants.all().forEach(tenant -> acquaintances.name(tenant.did()));
    }

    /** An account that has moved is told so by an event, and found out here when that was missed. */
    void look() {
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
