package org.computecontracts.appview.listing;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.persistence.Query;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.computecontracts.appview.Columns;
import org.computecontracts.appview.dialect.Dialect;
import org.computecontracts.atproto.AtUri;
import org.computecontracts.atproto.Did;

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
        return listings(bound(query.page(), query.parameters()).setMaxResults(most + 1));
    }

    private static ListingPage full(List<Listing> found, int most) {
        var page = found.subList(0, most);
        return new ListingPage(page, Optional.of(place(page.getLast()).cursor()));
    }

    /** The first of the words that few requests have: all of those can be looked at. */
    private Optional<String> rareWord(ListingFilter filter) {
        return filter.words().stream()
                .filter(word -> em.createNativeQuery(ListingQuery.MATCHES)
                                .setParameter("word", word)
                                .setMaxResults(ListingQuery.RARE + 1)
                                .getResultList()
                                .size()
                        <= ListingQuery.RARE)
                .findFirst();
    }

    private Optional<ListingPlace> passedOver(ListingQuery query) {
        return query.lastLookedAt()
                .flatMap(sql -> rows(bound(sql, query.parameters()).getResultList()).stream()
                        .findFirst())
                .map(row -> new ListingPlace(row.instant(), row.text()));
    }

    /** How many of these are newer, up to a limit. */
    public int newer(ListingFilter filter, ListingPlace than, int most) {
        var query = new ListingQuery(filter, than, Optional.empty());
        return bound(query.newer(), query.parameters())
                .setMaxResults(most)
                .getResultList()
                .size();
    }

    public Optional<Listing> find(AtUri uri) {
        return listings(em.createNativeQuery(ListingQuery.ONE).setParameter("uri", uri.value())).stream()
                .findFirst();
    }

    public static ListingPlace place(Listing listing) {
        return new ListingPlace(listing.publishedAt(), listing.rfp().uri().value());
    }

    private Query bound(String sql, Map<String, Object> parameters) {
        var query = em.createNativeQuery(sql);
        parameters.forEach(query::setParameter);
        return query;
    }

    private static List<Listing> listings(Query query) {
        return rows(query.getResultList()).stream().map(ListingStore::listing).toList();
    }

    @SuppressWarnings("unchecked") // native queries are untyped
    private static List<Columns> rows(List<?> rows) {
        return ((List<Object[]>) rows).stream().map(Columns::new).toList();
    }

    private static Listing listing(Columns row) {
        return new Listing(
                row.ref(),
                new Did(row.text()),
                row.text(),
                Dialect.valueOf(row.text()),
                ListingState.valueOf(row.text()),
                row.text(),
                row.text(),
                row.text(),
                row.number(),
                row.text(),
                row.text(),
                row.text(),
                row.text(),
                row.text(),
                row.instant());
    }
}
