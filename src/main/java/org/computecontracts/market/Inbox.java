package org.computecontracts.market;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.computecontracts.atproto.Did;
import org.computecontracts.atproto.Nsid;
import org.computecontracts.atproto.Pds;
import org.computecontracts.atproto.RepoRecord;
import org.computecontracts.kernel.ProblemException;

/** Reads the market's records out of a repository and hands each to the desk it is for; a record twice is a record once. */
@ApplicationScoped
class Inbox {
    private static final Logger LOG = Logger.getLogger(Inbox.class.getName());
    private static final List<Nsid> COLLECTIONS =
            List.of(MarketNsid.RFP, MarketNsid.BID, MarketNsid.ACCEPT, MarketNsid.EVENT);

    @Inject
    Pds pds;

    @Inject
    SeenRecordStore seen;

    @Inject
    Clock clock;

    @Inject
    Offers offers;

    @Inject
    Bids bids;

    @Inject
    Accepts accepts;

    @Inject
    Notices notices;

    void read(Did repository) {
        for (var collection : COLLECTIONS) {
            for (var record : pds.list(repository, collection)) {
                if (!seen.isSeen(record.ref())) {
                    take(record);
                }
            }
        }
    }

    private void take(RepoRecord record) {
        var collection = record.uri().collection();
        try {
            if (collection.equals(MarketNsid.RFP)) {
                offers.consider(record.ref());
            } else if (collection.equals(MarketNsid.BID)) {
                bids.receive(record.ref());
            } else if (collection.equals(MarketNsid.ACCEPT)) {
                accepts.receive(record.ref());
            } else {
                notices.receive(record.ref());
            }
            seen.add(record.ref(), clock.instant());
        } catch (ProblemException e) {
            if (e.type().status() < 500) {
                seen.add(record.ref(), clock.instant());
            }
            LOG.log(Level.FINE, "{0} is not for us: {1}", new Object[] {
                record.uri().value(), e.detail()
            });
        }
    }
}
