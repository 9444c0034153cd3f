package org.computecontracts.api;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.computecontracts.identity.account.Tenants;
import org.computecontracts.ingress.relay.Tunnels;
import org.computecontracts.ingress.tunnel.Tunnel;
import org.computecontracts.kernel.CurrentTenant;
import org.computecontracts.kernel.Needs;

/** Tunnels of the tenant's account that are up now. */
@Path("tunnels")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
@Needs
public class TunnelsResource {
    @Inject
    CurrentTenant tenant;

    @Inject
    Tenants tenants;

    @Inject
    Tunnels tunnels;

    @GET
    public List<Tunnel> list() {
        return tunnels.of(tenants.get(tenant.id()).did());
    }
}
