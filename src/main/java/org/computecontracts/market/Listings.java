package org.computecontracts.market;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;
import org.computecontracts.atproto.Identities;
import org.computecontracts.atproto.RepoRecord;

/** The market as anyone may see it: requests of all accounts on the hosts we watch. */
@ApplicationScoped
public class Listings {
    @Inject
    ListingStore store;

    @Inject
    Evidence evidence;

    @Inject
    Identities identities;

    @Inject
    Clock clock;

    /** Newest first. */
    public List<Listing> newest(int most) {
        return store.newest(Math.clamp(most, 1, 500));
    }

    void add(RepoRecord rfp) {
        Evidence.sameAuthor(rfp, rfp.strongRef("payload"));
        var machine = Machines.request(evidence.fetch(rfp.strongRef("payload"), MarketNsid.VM));
        store.put(new Listing(
                rfp.ref(),
                rfp.author(),
                identities.handleOf(rfp.author()),
                machine.role(),
                machine.cpus(),
                machine.mem(),
                machine.disk(),
                machine.network(),
                Optional.ofNullable(machine.region()).orElse(""),
                published(rfp),
                false));
    }

    /** Only the owner of a request can award it. */
    void awarded(RepoRecord accept) {
        var rfp = accept.strongRef("rfp").uri();
        if (rfp.authority().equals(accept.author())) {
            store.awarded(rfp);
        }
    }

    /** The author's word for it, but never later than now. */
    private Instant published(RepoRecord rfp) {
        var now = clock.instant();
        try {
            var said = Instant.parse(rfp.optionalText("createdAt").orElse(""));
            return said.isAfter(now) ? now : said;
        } catch (DateTimeParseException e) {
            return now;
        }
    }
}
