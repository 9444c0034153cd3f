package org.computecontracts.appview.drill;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.computecontracts.appview.AuthorStore;
import org.computecontracts.appview.Readings;
import org.computecontracts.appview.ViewSchema;
import org.computecontracts.appview.ViewWriter;
import org.computecontracts.atproto.Did;
import org.computecontracts.atproto.Tid;
import org.computecontracts.kernel.ProblemException;
import org.computecontracts.network.SeenRecord;
import org.computecontracts.network.view.Network;
import org.computecontracts.network.view.NetworkRebuild;

/** Makes the view anew in the second schema, from every repository's own server. */
@ApplicationScoped
class DrillReading {
    private static final Logger LOG = Logger.getLogger(DrillReading.class.getName());
    private static final int BATCH = 200;

    @Inject
    NetworkRebuild rebuild;

    @Inject
    Network network;

    @Inject
    Readings readings;

    @Inject
    ViewWriter viewWriter;

    @Inject
    AuthorStore authors;

    @Inject
    ViewDigestStore digests;

    @Inject
    Clock clock;

    /** What was read: repositories with the revisions they were at. */
    Map<Did, Tid> read() {
        digests.clearDrill();
        var read = new HashMap<Did, Tid>();
        for (var page = rebuild.repos("");
                !page.isEmpty();
                page = rebuild.repos(page.getLast().value())) {
            page.forEach(did -> read(did, read));
        }
        return read;
    }

    /** Accounts that cannot be read now, as a trial shows. */
    List<Did> unreadable() {
        var read = read().keySet();
        digests.clearDrill();
        var others = new ArrayList<Did>();
        for (var page = rebuild.repos("");
                !page.isEmpty();
                page = rebuild.repos(page.getLast().value())) {
            page.stream().filter(did -> !read.contains(did)).forEach(others::add);
        }
        return others;
    }

    /** Those that have been written to meanwhile are read once more, so that most can be compared. */
    void catchUp(Map<Did, Tid> read) {
        for (var did : List.copyOf(read.keySet())) {
            var now = network.repo(did).map(repo -> repo.rev());
            if (now.isPresent() && !now.get().equals(read.get(did))) {
                digests.removeFromDrill(did.value());
                read(did, read);
            }
        }
    }

    private void read(Did did, Map<Did, Tid> read) {
        try {
            var reread = rebuild.reread(did);
            take(did, reread.records());
            read.put(did, reread.rev());
        } catch (ProblemException e) {
            LOG.log(Level.INFO, "A drill cannot read {0}: {1}", new Object[] {did, e.detail()});
        }
    }

    private void take(Did did, List<SeenRecord> records) {
        authors.meet(ViewSchema.DRILL, did, true, clock.instant());
        var rest = new ArrayList<>(records);
        while (!rest.isEmpty()) {
            var batch = rest.subList(0, Math.min(BATCH, rest.size()));
            digests.addToDrill(batch);
            viewWriter.put(ViewSchema.DRILL, readings.of(batch), clock.instant());
            batch.clear();
        }
    }

    ViewCut cut(Map<Did, Tid> read) {
        return new ViewCut(read, digests.drilledRecords(), digests.hashes(ViewSchema.DRILL));
    }
}
