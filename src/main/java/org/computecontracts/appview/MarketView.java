package org.computecontracts.appview;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.event.ObservesAsync;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.computecontracts.atproto.Did;
import org.computecontracts.network.ChangePoint;
import org.computecontracts.network.NetworkEvent;
import org.computecontracts.network.RecordChange;
import org.computecontracts.network.RepoStatus;
import org.computecontracts.network.SeenRepo;
import org.computecontracts.network.view.Network;

/** Keeps the view of the market as the network has it. Events hurry it; {@link MarketViewTimer} makes sure. */
@ApplicationScoped
public class MarketView {
    private static final int BATCH = 200;

    @Inject
    Network network;

    @Inject
    Readings readings;

    @Inject
    ViewStore store;

    @Inject
    ViewWriter viewWriter;

    @Inject
    AuthorStore authors;

    @Inject
    AuthorRefresher authorRefresher;

    @Inject
    Event<ViewChanged> events;

    @Inject
    Clock clock;

    private final AtomicInteger asked = new AtomicInteger();

    void on(@ObservesAsync NetworkEvent event) {
        switch (event) {
            case NetworkEvent.RecordSeen seen -> catchUp();
            case NetworkEvent.RecordGone gone -> catchUp();
            case NetworkEvent.AccountChanged account -> stand(account.did());
            case NetworkEvent.IdentityChanged identity -> doubt(identity.did());
        }
    }

    /** One caller reads; who comes meanwhile only has it go round once more. */
    public void catchUp() {
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

    /** Whether everything that the network had said by then is in the view, whoever read it. */
    public boolean isPast(ChangePoint then) {
        return store.cursor().compareTo(then) >= 0;
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
                viewWriter.put(read, from, changes.getLast().at(), clock.instant());
                changed = true;
            }
            more = changes.size() == BATCH;
        }
        if (changed) {
            events.fireAsync(new ViewChanged());
            authorRefresher.work();
        }
    }

    private void meet(List<Reading> read) {
        read.stream().map(Reading::author).distinct().forEach(did -> {
            authors.meet(ViewSchema.LIVE, did, isActive(did), clock.instant());
        });
    }

    private void stand(Did did) {
        authors.stands(did, isActive(did), clock.instant());
        events.fireAsync(new ViewChanged());
    }

    private boolean isActive(Did did) {
        return network.repo(did).map(SeenRepo::status).orElse(RepoStatus.ACTIVE) == RepoStatus.ACTIVE;
    }

    /** Another key may make what was signed worth more or less. */
    private void doubt(Did did) {
        authors.doubt(did, clock.instant());
        authorRefresher.work();
    }
}
