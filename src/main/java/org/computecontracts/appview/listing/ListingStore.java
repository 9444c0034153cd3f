package org.computecontracts.appview.listing;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.Optional;
import org.computecontracts.appview.dialect.Dialect;
import org.computecontracts.atproto.AtUri;
import org.computecontracts.atproto.Cid;
import org.computecontracts.atproto.Did;
import org.computecontracts.atproto.StrongRef;
import org.computecontracts.kernel.data.Row;
import org.computecontracts.kernel.data.Sql;

/** Requests of the whole network, to be looked through. Public data: it belongs to no tenant. */
@ApplicationScoped
@Transactional
public class ListingStore {
    @PersistenceContext
    EntityManager em;

    /**
     * One page; what is read to find it is bounded, whatever the filter. Common words are found along the list soon; only where
     * they are not, all places of a rare one are looked up.
     */
    public ListingPage page(ListingFilter filter, ListingPlace after, int most) {
        var along = new ListingQuery(filter, after, Optional.empty());
        var found = found(along, most);
        if (found.size() > most) {
            return full(found, most);
        }
        var rare = rareWord(filter);
        if (rare.isEmpty()) {
            return new ListingPage(found, passedOver(along).map(ListingPlace::cursor));
        }
        var few = found(new ListingQuery(filter, after, rare), most);
        return few.size() > most ? full(few, most) : new ListingPage(few, Optional.empty());
    }

    private List<Listing> found(ListingQuery query, int most) {
        return Sql.of(em, query.page() + " limit :most")
                .with(query.parameters())
                .with("most", most + 1)
                .list(ListingStore::listing);
    }

    private static ListingPage full(List<Listing> found, int most) {
        var page = found.subList(0, most);
        return new ListingPage(page, Optional.of(place(page.getLast()).cursor()));
    }

    /** The first of the words that few requests have: all of those can be looked at. */
    private Optional<String> rareWord(ListingFilter filter) {
        return filter.words().stream().filter(this::isRare).findFirst();
    }

    private boolean isRare(String word) {
        return Sql.of(em, "select count(*) from (" + ListingQuery.MATCHES + " limit :most) as matches")
                        .with("word", word)
                        .with("most", ListingQuery.RARE + 1)
                        .number()
                <= ListingQuery.RARE;
    }

    private Optional<ListingPlace> passedOver(ListingQuery query) {
        return query.lastLookedAt()
                .flatMap(sql -> Sql.of(em, sql)
                        .with(query.parametersOfStretch())
                        .first(row -> new ListingPlace(row.instant("published_at"), row.text("uri"))));
    }

    /** How many of these are newer, up to a limit. */
    public int newer(ListingFilter filter, ListingPlace than, int most) {
        var query = new ListingQuery(filter, than, Optional.empty());
        return Sql.of(em, query.newer() + " limit :most")
                .with(query.parameters())
                .with("most", most)
                .list(row -> row.text("uri"))
                .size();
    }

    public Optional<Listing> find(AtUri uri) {
        return Sql.of(em, ListingQuery.ONE).with("uri", uri).first(ListingStore::listing);
    }

    public static ListingPlace place(Listing listing) {
        return new ListingPlace(listing.publishedAt(), listing.rfp().uri().value());
    }

    private static Listing listing(Row row) {
        return new Listing(
                new StrongRef(row.as("uri", AtUri::new), row.as("cid", Cid::new)),
                row.as("author", Did::new),
                row.text("handle"),
                row.as("dialect", Dialect::valueOf),
                row.as("state", ListingState::valueOf),
                row.text("reason"),
                row.text("payload_kind"),
                row.text("role"),
                row.integer("cpus"),
                row.text("mem"),
                row.text("disk"),
                row.text("network"),
                row.text("country"),
                row.text("region"),
                row.instant("published_at"));
    }
}
