package org.computecontracts.appview;

import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import org.computecontracts.atproto.AtUri;
import org.computecontracts.atproto.Did;
import org.computecontracts.atproto.attestation.AttestationCheck;
import org.computecontracts.atproto.attestation.Attestations;
import org.computecontracts.atproto.repo.RepoRecord;
import org.computecontracts.atproto.resolution.Identities;
import org.computecontracts.kernel.ProblemException;
import org.computecontracts.kernel.work.QueueWorker;
import org.computecontracts.network.SeenRecord;
import org.computecontracts.network.view.Network;

/**
 * Asks the network about the accounts of the view: their names, and whose the keys are that they sign with. Each account is
 * one hand's work and has little time, so that slow servers keep nobody else's records waiting.
 */
@ApplicationScoped
public class AuthorRefresher {
    private static final int HANDS = 16;
    private static final int BATCH = 200;

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Duration SILENCE = Duration.ofMinutes(5);

    /** Events about keys and names may be missed: so each account is looked at now and then. */
    static final Duration LOOK_AGAIN = Duration.ofHours(1);

    @Inject
    Network network;

    @Inject
    Identities identities;

    @Inject
    Attestations attestations;

    @Inject
    JudgementStore store;

    @Inject
    AuthorStore authors;

    @Inject
    Event<ViewChanged> events;

    @Inject
    Clock clock;

    @Resource
    ManagedExecutorService executor;

    private final QueueWorker<DueAuthor> worker = new QueueWorker<>(
            HANDS,
            () -> clock.instant(),
            work -> executor.execute(work),
            turn -> authors.claim(turn),
            (holder, keys, until) -> authors.renew(holder, keys, until),
            this::look);

    void work() {
        worker.work();
    }

    public void hold() {
        worker.hold();
    }

    private void look(DueAuthor due) {
        var did = due.did();
        var begun = System.nanoTime();
        if (due.anew()) {
            forget(did);
            store.askAgain(did);
        }
        identities.nameOf(did).ifPresent(name -> authors.name(did, name, clock.instant()));
        var answered = judge(did, begun);
        var took = Duration.ofNanos(System.nanoTime() - begun);
        // Who is slow comes again late: its records wait, and no others
        authors.looked(due, clock.instant(), answered ? took.multipliedBy(10) : silence(took));
        events.fireAsync(new ViewChanged());
    }

    /** To find that nobody answers may take long, too. */
    private static Duration silence(Duration took) {
        return SILENCE.plus(took.multipliedBy(60));
    }

    /**
     * Whose a key is is asked once for all records that an author signed with it: a flood of bids is one question. What was
     * found before stands while nobody answers; tells whether all did.
     */
    private boolean judge(Did did, long begun) {
        var known = new HashMap<List<String>, AttestationCheck>();
        var answered = true;
        for (var uri : store.unasked(did, BATCH)) {
            if (System.nanoTime() - begun > PATIENCE.toNanos()) {
                break;
            }
            var record = network.find(new AtUri(uri)).map(SeenRecord::record);
            var check = record.map(r -> known.computeIfAbsent(keys(r), keys -> attestations.check(r)));
            if (check.isPresent() && !check.get().asked()) {
                answered = false;
                continue;
            }
            check.ifPresent(found -> store.judge(record.orElseThrow().ref(), found));
            store.asked(uri);
        }
        return answered;
    }

    private static List<String> keys(RepoRecord record) {
        return Attestations.verified(record).stream()
                .map(entry ->
                        entry.path("key").asText() + " " + entry.path("issuer").asText())
                .sorted()
                .toList();
    }

    private void forget(Did did) {
        try {
            identities.fresh(did);
        } catch (ProblemException e) {
            // Nobody tells who it is: it is shown by its DID, and its signatures by what they prove alone
        }
    }
}
