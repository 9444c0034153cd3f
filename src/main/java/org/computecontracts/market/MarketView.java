package org.computecontracts.market;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.event.ObservesAsync;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.computecontracts.atproto.AtUri;
import org.computecontracts.atproto.Did;
import org.computecontracts.atproto.Identities;
import org.computecontracts.kernel.ProblemException;
import org.computecontracts.network.Network;
import org.computecontracts.network.NetworkEvent;
import org.computecontracts.network.RecordChange;
import org.computecontracts.network.RepoStatus;
import org.computecontracts.network.SeenRecord;
import org.computecontracts.network.SeenRepo;

/** Keeps the view of the market as the network has it. Events hurry it; {@link MarketViewTimer} makes sure. */
@ApplicationScoped
class MarketView {
    private static final int BATCH = 200;
    private static final int LOOKS = 20;

    /** Events about keys and names may be missed: so each account is looked at now and then. */
    private static final Duration LOOK_AGAIN = Duration.ofHours(1);

    @Inject
    Network network;

    @Inject
    Readings readings;

    @Inject
    ViewStore store;

    @Inject
    Shelving shelving;

    @Inject
    AuthorStore authors;

    @Inject
    Identities identities;

    @Inject
    Event<ViewChanged> events;

    @Inject
    Clock clock;

    private final AtomicInteger asked = new AtomicInteger();

    void on(@ObservesAsync NetworkEvent event) {
        switch (event) {
            case NetworkEvent.RecordSeen seen -> catchUp();
            case NetworkEvent.RecordGone gone -> catchUp();
            case NetworkEvent.AccountChanged account -> look(account.did());
            case NetworkEvent.IdentityChanged identity -> judgeAnew(identity.did());
        }
    }

    /** One caller reads; who comes meanwhile only has it go round once more. */
    void catchUp() {
        if (asked.getAndIncrement() > 0) {
            return;
        }
        try {
            for (var before = 0; before != asked.get(); ) {
                before = asked.get();
                readAll();
            }
        } finally {
            asked.set(0);
        }
    }

    private void readAll() {
        var changed = false;
        for (var more = true; more; ) {
            var from = store.cursor();
            var changes = network.changes(from, BATCH);
            if (!changes.isEmpty()) {
                var read =
                        readings.of(changes.stream().map(RecordChange::record).toList());
                meet(read);
                shelving.put(read, from, changes.getLast().at(), clock.instant());
                changed = true;
            }
            more = changes.size() == BATCH;
        }
        if (changed) {
            events.fireAsync(new ViewChanged());
        }
    }

    private void meet(List<Reading> read) {
        read.stream()
                .map(Reading::author)
                .distinct()
                .filter(did -> !authors.knows(Shelf.LIVE, did))
                .forEach(this::look);
    }

    /** Its name and whether it is active, as they are now. */
    void look(Did did) {
        authors.know(Shelf.LIVE, did, identities.handleOf(did), isActive(did), clock.instant());
        events.fireAsync(new ViewChanged());
    }

    private boolean isActive(Did did) {
        return network.repo(did).map(SeenRepo::status).orElse(RepoStatus.ACTIVE) == RepoStatus.ACTIVE;
    }

    /** Another key may make what was signed worth more or less. */
    void judgeAnew(Did did) {
        forget(did);
        look(did);
        for (var uris = store.judgedBy(did, "", BATCH);
                !uris.isEmpty();
                uris = store.judgedBy(did, uris.getLast(), BATCH)) {
            shelving.put(Shelf.LIVE, readings.of(seen(uris)), clock.instant());
        }
        events.fireAsync(new ViewChanged());
    }

    private List<SeenRecord> seen(List<String> uris) {
        return uris.stream()
                .flatMap(uri -> network.find(new AtUri(uri)).stream())
                .toList();
    }

    private void forget(Did did) {
        try {
            identities.fresh(did);
        } catch (ProblemException e) {
            // Nobody tells who it is: it is shown by its DID, and its signatures by what they prove alone
        }
    }

    /** Accounts not looked at for long. */
    void lookRound() {
        for (var did : authors.checkedBefore(clock.instant().minus(LOOK_AGAIN), LOOKS)) {
            judgeAnew(did);
        }
    }
}
