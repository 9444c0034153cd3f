package org.computecontracts.market.dispatch;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.net.URI;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.computecontracts.atproto.Did;
import org.computecontracts.atproto.Nsid;
import org.computecontracts.atproto.repo.RepoRecord;
import org.computecontracts.kernel.ProblemException;
import org.computecontracts.market.protocol.MarketNsid;
import org.computecontracts.network.RecordFilter;
import org.computecontracts.network.host.FollowReason;
import org.computecontracts.network.view.Network;
import org.jspecify.annotations.Nullable;

/** Whom a tenant has to do with: its own server, those of whom it judges, and the relays it names are listened to. */
@ApplicationScoped
class Acquaintances {
    private static final Logger LOG = Logger.getLogger(Acquaintances.class.getName());
    private static final int PAGE = 200;

    /** Of one kind of one tenant's records: who judges more people than that names their servers with the first of them. */
    private static final int MAX_PAGES = 10;

    static final Nsid VOUCH = new Nsid("sh.tangled.graph.vouch");

    @Inject
    Network network;

    /** Says of all of them that they still matter. */
    void name(Did tenant) {
        quietly(tenant.value(), () -> network.followHostOf(tenant, FollowReason.TENANT));
        for (var collection : List.of(VOUCH, MarketNsid.RELAYS)) {
            nameAll(RecordFilter.of(collection).and(tenant));
        }
    }

    private void nameAll(RecordFilter filter) {
        @Nullable String next = null;
        for (var pages = 0; pages < MAX_PAGES; pages++) {
            var page = network.page(filter, next, PAGE);
            for (var seen : page.records()) {
                quietly(seen.record().uri().value(), () -> listenTo(seen.record()));
            }
            if (page.next().isEmpty()) {
                return;
            }
            next = page.next().get();
        }
    }

    /** Whom this record of a tenant is about. */
    void listenTo(RepoRecord record) {
        if (record.uri().collection().equals(VOUCH)) {
            network.followHostOf(new Did(record.uri().rkey()), FollowReason.TRUST);
            return;
        }
        var from = record.uri().value();
        for (var relay : record.json().path("relays")) {
            quietly(from, () -> network.followRelay(URI.create(relay.asText()), from));
        }
    }

    private static void quietly(String what, Runnable work) {
        try {
            work.run();
        } catch (ProblemException | IllegalArgumentException e) {
            LOG.log(Level.FINE, "{0} leads to no host: {1}", new Object[] {what, e.getMessage()});
        }
    }
}
