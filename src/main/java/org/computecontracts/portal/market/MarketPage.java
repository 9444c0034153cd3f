package org.computecontracts.portal.market;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.List;
import java.util.Optional;
import org.computecontracts.appview.dialect.Dialect;
import org.computecontracts.appview.listing.Listing;
import org.computecontracts.appview.listing.ListingFilter;
import org.computecontracts.appview.listing.ListingPage;
import org.computecontracts.appview.listing.ListingState;
import org.computecontracts.appview.listing.Listings;
import org.computecontracts.kernel.Open;
import org.computecontracts.portal.Show;
import org.jspecify.annotations.Nullable;

/** Behind {@code market.xhtml}. */
@Named
@Open("requests are public")
@RequestScoped
public class MarketPage {
    private static final int MOST = 25;
    /** Below every request: on an empty page all that comes is new. */
    private static final String NOTHING = "1970-01-01T00:00:00Z ";

    @Inject
    Listings listings;

    @Inject
    Show show;

    private String state = "OPEN";
    private String dialect = "";
    private @Nullable String text;
    private @Nullable String after;
    private @Nullable String newest;
    private @Nullable ListingPage page;

    private ListingPage page() {
        if (page == null) {
            page = listings.page(filter(), after, MOST);
        }
        return page;
    }

    private ListingFilter filter() {
        var wanted = state.equals("ALL") ? null : ListingState.valueOf(state);
        var spoken = dialect.isEmpty() ? null : Dialect.valueOf(dialect);
        return new ListingFilter(wanted, null, null, null, null, spoken, text);
    }

    /** The part of a machine that a price mostly hangs on; a stranger may have left out any of it. */
    public String machine(Listing listing) {
        return (listing.cpus() > 0 ? listing.cpus() : "?") + " cpu · "
                + (listing.mem().isEmpty() ? "any memory" : show.size(listing.mem()));
    }

    public String carrying(Listing listing) {
        return size(listing.disk()) + " disk · " + size(listing.network()) + " network";
    }

    private String size(String size) {
        return size.isEmpty() ? "any" : show.size(size);
    }

    public List<Listing> getShown() {
        return page().listings();
    }

    public Optional<String> getNext() {
        return page().next();
    }

    /** The place of the newest request on the page, as the page carries it along. */
    public String getNewest() {
        return getShown().stream().findFirst().map(Listings::place).orElse(NOTHING);
    }

    public void setNewest(@Nullable String newest) {
        this.newest = newest;
    }

    public int getBase() {
        return drawn().equals(NOTHING) ? 0 : 1;
    }

    /** Requests that have come since the page was drawn, on top of what it shows. */
    public int getArrived() {
        return getBase() + (isTop() ? listings.newer(filter(), drawn()) : 0);
    }

    private String drawn() {
        return newest == null || newest.isEmpty() ? getNewest() : newest;
    }

    /** Whether nobody has asked for anything, filters aside. */
    public boolean isNobody() {
        return getShown().isEmpty()
                && listings.page(ListingFilter.ALL, null, 1).listings().isEmpty();
    }

    public boolean isTop() {
        return after == null || after.isEmpty();
    }

    /** On with what is older. */
    public void older() {
        after = getNext().orElse(null);
        newest = null;
        page = null;
    }

    /** Back to the newest; also when the filter changes. */
    public void top() {
        after = null;
        newest = null;
        page = null;
    }

    public Dialect[] getDialects() {
        return Dialect.values();
    }

    public String getState() {
        return state;
    }

    public void setState(String state) {
        this.state = state;
    }

    public String getDialect() {
        return dialect;
    }

    public void setDialect(@Nullable String dialect) {
        this.dialect = dialect == null ? "" : dialect;
    }

    public @Nullable String getText() {
        return text;
    }

    public void setText(@Nullable String text) {
        this.text = text;
    }

    public @Nullable String getAfter() {
        return after;
    }

    public void setAfter(@Nullable String after) {
        this.after = after;
    }
}
