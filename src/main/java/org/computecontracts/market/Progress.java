package org.computecontracts.market;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.event.ObservesAsync;
import jakarta.inject.Inject;
import jakarta.persistence.OptimisticLockException;
import java.time.Clock;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.computecontracts.atproto.RepoRecord;
import org.computecontracts.compute.BuildEvent;
import org.computecontracts.compute.BuildState;
import org.computecontracts.compute.Builds;
import org.computecontracts.kernel.Json;
import org.computecontracts.kernel.ProblemException;
import org.computecontracts.kernel.TenantId;
import org.computecontracts.payment.Paywall;

/** Takes a contract further, from wherever it is. An event only hurries it; {@link ProgressTimer} makes sure. */
@ApplicationScoped
class Progress {
    private static final Logger LOG = Logger.getLogger(Progress.class.getName());
    private static final int MOST_ATTEMPTS = 60;

    @Inject
    ContractStore contracts;

    @Inject
    Rfps rfps;

    @Inject
    Announcements announcements;

    @Inject
    Offers offers;

    @Inject
    Accepts accepts;

    @Inject
    Settlements settlements;

    @Inject
    Receipts receipts;

    @Inject
    Arrivals arrivals;

    @Inject
    Ends ends;

    @Inject
    Notices notices;

    @Inject
    Evidence evidence;

    @Inject
    Builds builds;

    @Inject
    Paywall paywall;

    @Inject
    Steps steps;

    @Inject
    Event<MarketEvent> events;

    @Inject
    Clock clock;

    private final Set<UUID> busy = ConcurrentHashMap.newKeySet();

    /** Goes on as long as the contract moves. Two at once would be safe, but wasteful. */
    void advance(TenantId tenant, UUID id) {
        if (!busy.add(id)) {
            return;
        }
        try {
            for (var before = contracts.get(tenant, id); ; ) {
                step(before);
                var after = contracts.get(tenant, id);
                if (after.state() == before.state()) {
                    return;
                }
                events.fireAsync(new MarketEvent.ContractChanged(tenant, id));
                before = after;
            }
        } catch (ProblemException e) {
            stumbled(tenant, id, e);
        } catch (OptimisticLockException e) {
            LOG.log(Level.FINE, "Contract {0} moved meanwhile", id);
        } finally {
            busy.remove(id);
        }
    }

    private void step(Contract contract) {
        switch (contract.side()) {
            case REQUESTER -> asRequester(contract);
            case PROVIDER -> asProvider(contract);
        }
    }

    private void asRequester(Contract contract) {
        switch (contract.state()) {
            case DRAFT -> rfps.finish(contract.tenant(), contract.id());
            case OPEN -> {
                announcements.announce(contract.tenant(), contract.id());
                later(contract, 60);
            }
            case AWARDED -> accepts.write(contract);
            case ACCEPTED -> settlements.settle(contract);
            case PAID -> receipts.verify(contract);
            case RECEIPTED -> arrivals.watch(contract);
            case RUNNING -> later(contract, 60);
            case ENDING -> ends.asRequester(contract);
            case SEEN, DECLINED, BID, ENDED, FAILED -> {}
        }
    }

    private void asProvider(Contract contract) {
        switch (contract.state()) {
            case SEEN -> offers.advance(contract.tenant(), contract.id());
            case BID -> later(contract, 3600);
            case ACCEPTED -> {
                if (settlements.isSettled(contract)) {
                    receipts.settled(contract);
                }
                later(contract, 2);
            }
            case PAID -> receipts.issue(contract.tenant(), contract.id());
            case RECEIPTED, RUNNING -> lookAtBuild(contract);
            case ENDING -> ends.asProvider(contract);
            case DRAFT, OPEN, AWARDED, DECLINED, ENDED, FAILED -> {}
        }
    }

    private void lookAtBuild(Contract contract) {
        var key = Contracts.key(contract.accept().orElseThrow());
        var build = builds.find(contract.tenant(), key);
        switch (build.map(b -> b.state()).orElse(BuildState.QUEUED)) {
            case RUNNING -> running(contract);
            case FAILED -> failed(contract, build.orElseThrow().detail());
            case BUILDING -> started(contract);
            case QUEUED, STOPPING, STOPPED -> later(contract, 5);
        }
    }

    private void started(Contract contract) {
        notices.send(contract, MarketNsid.VM_STARTED, Json.object(), accept(contract));
        later(contract, 5);
    }

    private RepoRecord accept(Contract contract) {
        return evidence.fetch(contract.accept().orElseThrow(), MarketNsid.ACCEPT);
    }

    private void running(Contract contract) {
        if (contract.state() == ContractState.RECEIPTED) {
            notices.send(contract, MarketNsid.VM_ON_NETWORK, Json.object(), accept(contract));
            steps.tell(contract, Steps.BUILD, contract.provider().orElseThrow(), "user_data has run", "", null, "");
            contracts.change(contract.tenant(), contract.id(), c -> c.running(null, clock.instant()));
        }
        later(contract, 30);
    }

    private void failed(Contract contract, String reason) {
        paywall.owesRefund(contract.tenant(), contract.accept().orElseThrow(), reason);
        notices.send(contract, MarketNsid.VM_FAILED, Json.object().put("reason", reason), accept(contract));
        steps.tell(contract, Steps.BUILD, contract.provider().orElseThrow(), "Build failed", reason, null, "");
        contracts.change(contract.tenant(), contract.id(), c -> c.failed(reason, clock.instant()));
    }

    private void later(Contract contract, int seconds) {
        contracts.change(
                contract.tenant(),
                contract.id(),
                c -> c.lookAgain(clock.instant().plusSeconds(seconds)));
    }

    /** What the other party refuses ends it; what cannot be reached is tried again, with pauses up to a minute. */
    private void stumbled(TenantId tenant, UUID id, ProblemException e) {
        LOG.log(Level.INFO, "Contract {0}: {1}", new Object[] {id, e.detail()});
        contracts.change(tenant, id, c -> {
            var refused = e.type().status() < 500 || e.type() == MarketProblem.PEER_REFUSED;
            if ((refused && c.attempts() >= 3) || c.attempts() >= MOST_ATTEMPTS) {
                c.failed(e.detail(), clock.instant());
            } else {
                c.stumbled(e.detail(), clock.instant());
            }
        });
    }

    void on(@ObservesAsync MarketEvent.ContractChanged changed) {
        advance(changed.tenant(), changed.contract());
    }

    void on(@ObservesAsync BuildEvent built) {
        contracts.ofKey(built.tenant(), built.key()).ifPresent(contract -> advance(contract.tenant(), contract.id()));
    }
}
