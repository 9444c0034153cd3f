package org.computecontracts.api;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.computecontracts.kernel.Open;
import org.computecontracts.market.Listing;
import org.computecontracts.market.Listings;

/** Requests seen anywhere on the network; public. */
@Path("market")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
@Open("requests are public")
public class MarketResource {
    @Inject
    Listings listings;

    @GET
    public List<Listing> newest(@QueryParam("limit") @DefaultValue("100") int limit) {
        return listings.newest(limit);
    }
}
