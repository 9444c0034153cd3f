package org.computecontracts.portal;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.computecontracts.kernel.Open;
import org.computecontracts.market.Listing;
import org.computecontracts.market.Listings;
import org.jspecify.annotations.Nullable;

/** Behind {@code market.xhtml}. */
@Named
@Open("requests are public")
@RequestScoped
public class MarketPage {
    private static final int MOST = 500;

    @Inject
    Listings listings;

    private String state = "open";
    private @Nullable String text;
    private @Nullable List<Listing> all;

    public List<Listing> getAll() {
        if (all == null) {
            all = listings.newest(MOST);
        }
        return all;
    }

    public List<Listing> getShown() {
        return getAll().stream().filter(this::hasState).filter(this::hasText).toList();
    }

    private boolean hasState(Listing listing) {
        return switch (state) {
            case "open" -> !listing.awarded();
            case "awarded" -> listing.awarded();
            default -> true;
        };
    }

    private boolean hasText(Listing listing) {
        var wanted = text == null ? "" : text.strip().toLowerCase(Locale.ROOT);
        return Stream.of(
                        listing.handle(),
                        listing.role(),
                        listing.region(),
                        listing.author().value())
                .anyMatch(part -> part.toLowerCase(Locale.ROOT).contains(wanted));
    }

    public long getOpen() {
        return getAll().stream().filter(listing -> !listing.awarded()).count();
    }

    public String getState() {
        return state;
    }

    public void setState(String state) {
        this.state = state;
    }

    public @Nullable String getText() {
        return text;
    }

    public void setText(@Nullable String text) {
        this.text = text;
    }
}
