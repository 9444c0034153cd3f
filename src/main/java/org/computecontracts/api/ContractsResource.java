package org.computecontracts.api;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.UUID;
import org.computecontracts.atproto.StrongRef;
import org.computecontracts.compute.Builds;
import org.computecontracts.compute.ConsoleLine;
import org.computecontracts.kernel.CurrentTenant;
import org.computecontracts.kernel.Needs;
import org.computecontracts.kernel.Right;
import org.computecontracts.market.contract.ContractLine;
import org.computecontracts.market.contract.Contracts;
import org.computecontracts.market.contract.Ends;
import org.computecontracts.market.contract.Side;
import org.computecontracts.market.requester.Acceptances;
import org.computecontracts.payment.Payment;
import org.computecontracts.payment.books.Ledger;
import org.computecontracts.portal.timeline.StepWords;
import org.computecontracts.trust.Decision;
import org.computecontracts.trust.Policies;

/** Contracts of the tenant, on either side. */
@Path("contracts")
@RequestScoped
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@Needs
public class ContractsResource {
    @Inject
    CurrentTenant tenant;

    @Inject
    Contracts contracts;

    @Inject
    Acceptances acceptances;

    @Inject
    Ends ends;

    @Inject
    Builds builds;

    @Inject
    Policies policies;

    @Inject
    Ledger ledger;

    @Inject
    StepWords words;

    /** Newest first, the first five hundred; each whole, with its bids and steps, at its own path. */
    @GET
    public List<ContractLine> list(@QueryParam("side") @DefaultValue("REQUESTER") Side side) {
        return contracts.of(tenant.id(), side);
    }

    @GET
    @Path("{id}")
    public ToldContract get(@PathParam("id") UUID id) {
        return told(id);
    }

    private ToldContract told(UUID id) {
        var contract = contracts.get(tenant.id(), id);
        return ToldContract.of(contract, words.tell(contract.steps()));
    }

    @GET
    @Path("{id}/decisions")
    public List<Decision> decisions(@PathParam("id") UUID id) {
        return contracts
                .get(tenant.id(), id)
                .rfp()
                .map(rfp -> policies.decisions(tenant.id(), rfp.uri()))
                .orElse(List.of());
    }

    /** What was paid, or received, for it; none before. */
    @GET
    @Path("{id}/payments")
    public List<Payment> payments(@PathParam("id") UUID id) {
        var contract = contracts.get(tenant.id(), id);
        var all = contract.side() == Side.REQUESTER ? ledger.sent(tenant.id()) : ledger.received(tenant.id());
        return all.stream()
                .filter(payment ->
                        contract.accept().filter(payment.accept()::equals).isPresent())
                .toList();
    }

    /** The provider's view of what the machine prints. */
    @GET
    @Path("{id}/console")
    public List<ConsoleLine> console(@PathParam("id") UUID id, @QueryParam("after") @DefaultValue("0") long after) {
        var contract = contracts.get(tenant.id(), id);
        return contract.key()
                .map(key -> builds.console(tenant.id(), key, after))
                .orElse(List.of());
    }

    @Needs(Right.BUY)
    @POST
    @Path("{id}/acceptance")
    public ToldContract accept(@PathParam("id") UUID id, @Valid @NotNull StrongRef bid) {
        acceptances.accept(tenant.id(), id, bid);
        return told(id);
    }

    /** Takes the right to buy where the tenant asked for the machine, to operate where it lets it. */
    @Needs
    @POST
    @Path("{id}/end")
    public ToldContract end(@PathParam("id") UUID id) {
        ends.end(tenant.id(), id);
        return told(id);
    }
}
