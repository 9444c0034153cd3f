package org.computecontracts.api;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.computecontracts.atproto.StrongRef;
import org.computecontracts.atproto.resolution.Identities;
import org.computecontracts.kernel.CurrentTenant;
import org.computecontracts.kernel.Needs;
import org.computecontracts.kernel.Right;
import org.computecontracts.trust.Graph;
import org.computecontracts.trust.TrustGraph;
import org.computecontracts.trust.Verdict;
import org.computecontracts.trust.Vouch;
import org.computecontracts.trust.Vouches;
import org.jspecify.annotations.Nullable;

/** Vouches, denounces and what follows from them. */
@Path("trust")
@RequestScoped
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@Needs
public class TrustResource {
    @Inject
    CurrentTenant tenant;

    @Inject
    Vouches vouches;

    @Inject
    TrustGraph trust;

    @Inject
    Identities identities;

    /**
     * A judgement to be written into the tenant's own repository.
     *
     * @param subject handle or DID
     */
    public record NewVouch(
            @NotBlank String subject,
            Vouch.@NotNull Kind kind,
            @Nullable String reason) {}

    @GET
    @Path("vouches")
    public List<Vouch> list() {
        return vouches.list(tenant.id());
    }

    @Needs(Right.BUY)
    @POST
    @Path("vouches")
    public StrongRef judge(@Valid @NotNull NewVouch judgement) {
        var subject = identities.freshIdentifier(judgement.subject());
        var reason = judgement.reason() == null ? "" : judgement.reason();
        return switch (judgement.kind()) {
            case VOUCH -> vouches.vouch(tenant.id(), subject, reason);
            case DENOUNCE -> vouches.denounce(tenant.id(), subject, reason);
        };
    }

    @Needs(Right.BUY)
    @DELETE
    @Path("vouches/{subject}")
    public void withdraw(@PathParam("subject") String subject) {
        vouches.withdraw(tenant.id(), identities.freshIdentifier(subject));
    }

    @GET
    @Path("verdicts/{subject}")
    public Verdict verdict(@PathParam("subject") String subject) {
        return trust.of(tenant.id(), identities.resolveIdentifier(subject));
    }

    @GET
    @Path("graph")
    public Graph graph() {
        return vouches.graph(tenant.id());
    }
}
