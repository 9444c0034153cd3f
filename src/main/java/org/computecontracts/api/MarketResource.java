package org.computecontracts.api;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import org.computecontracts.appview.deal.DealView;
import org.computecontracts.appview.deal.Deals;
import org.computecontracts.appview.dialect.Dialect;
import org.computecontracts.appview.listing.ListingFilter;
import org.computecontracts.appview.listing.ListingPage;
import org.computecontracts.appview.listing.ListingState;
import org.computecontracts.appview.listing.Listings;
import org.computecontracts.atproto.AtUri;
import org.computecontracts.kernel.KernelProblem;
import org.computecontracts.kernel.Open;
import org.jspecify.annotations.Nullable;

/** Requests and deals seen anywhere on the network; public. */
@Path("market")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
@Open("requests are public")
public class MarketResource {
    @Inject
    Listings listings;

    @Inject
    Deals deals;

    /** Newest first; the answer tells the cursor of the page after it. */
    @GET
    public ListingPage page(
            @QueryParam("state") @Nullable ListingState state,
            @QueryParam("author") @Nullable String author,
            @QueryParam("role") @Nullable String role,
            @QueryParam("region") @Nullable String region,
            @QueryParam("kind") @Nullable String kind,
            @QueryParam("dialect") @Nullable Dialect dialect,
            @QueryParam("text") @Nullable String text,
            @QueryParam("cursor") @Nullable String cursor,
            @QueryParam("limit") @DefaultValue("100") int limit) {
        return listings.page(new ListingFilter(state, author, role, region, kind, dialect, text), cursor, limit);
    }

    /** The deal that a record belongs to. */
    @GET
    @Path("deal")
    public DealView deal(@QueryParam("uri") @NotNull String uri, @QueryParam("bidsAfter") @Nullable String bidsAfter) {
        return deals.of(uri(uri), bidsAfter);
    }

    private static AtUri uri(String text) {
        try {
            return new AtUri(text.strip());
        } catch (IllegalArgumentException e) {
            throw KernelProblem.INVALID_INPUT
                    .because("Not an AT-URI of a record: %s", text)
                    .causedBy(e);
        }
    }
}
