package org.computecontracts.market.requester;

import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.UUID;
import org.computecontracts.atproto.repo.RepoRecord;
import org.computecontracts.compute.UserData;
import org.computecontracts.identity.Tenant;
import org.computecontracts.identity.account.Tenants;
import org.computecontracts.ingress.HostNames;
import org.computecontracts.kernel.Json;
import org.computecontracts.kernel.TenantId;
import org.computecontracts.market.contract.Contract;
import org.computecontracts.market.contract.ContractState;
import org.computecontracts.market.contract.ContractStore;
import org.computecontracts.market.contract.Fact;
import org.computecontracts.market.contract.StepKind;
import org.computecontracts.market.contract.Steps;
import org.computecontracts.market.protocol.Evidence;
import org.computecontracts.market.protocol.MarketNsid;
import org.computecontracts.market.protocol.MarketSettings;
import org.computecontracts.market.protocol.NewRfp;
import org.computecontracts.market.protocol.Publications;
import org.computecontracts.market.protocol.RequestRules;

/** Publishes requests for proposal. */
@ApplicationScoped
public class Rfps {
    @Inject
    ContractStore contracts;

    @Inject
    Publications publications;

    @Inject
    Announcements announcements;

    @Inject
    MarketSettings settings;

    @Inject
    Tenants tenants;

    @Inject
    Steps steps;

    @Inject
    Evidence evidence;

    @Inject
    RequestRules rules;

    @Inject
    Clock clock;

    /** The contract that a request with this idempotency key opens: the same key, the same contract. */
    public static UUID idFor(TenantId tenant, String idempotencyKey) {
        return UUID.nameUUIDFromBytes((tenant + "/rfp/" + idempotencyKey).getBytes(StandardCharsets.UTF_8));
    }

    /** Publishes the machine and the request; with an id that is known it goes on where it stopped, and changes nothing. */
    public UUID publish(TenantId tenant, UUID id, NewRfp request) {
        var account = tenants.get(tenant);
        check(account, id, request);
        contracts.add(Contract.drafted(id, tenant, account.did(), request, clock.instant()));
        finish(tenant, id);
        return id;
    }

    /** INVALID_INPUT, USER_DATA_REFUSED or, for a service that makes no host name, NAME_REFUSED before anything is written. */
    private void check(Tenant account, UUID id, NewRfp request) {
        var unused = rules.require(request, request.userDataFor(id));
        if (request.serviceName() != null) {
            // A workload logs in with either
            var unusedLabel =
                    HostNames.label(request.serviceName(), account.handle().value());
            unusedLabel = HostNames.label(request.serviceName(), account.did().value());
        }
    }

    /** Safe to repeat: both records are kept before they are written. */
    void finish(TenantId tenant, UUID id) {
        var draft = contracts.get(tenant, id);
        if (draft.state() != ContractState.DRAFT) {
            return;
        }
        var vm = publications.publish(tenant, "vm " + id, MarketNsid.VM, () -> machine(id, draft.request()));
        var rfp = publications.publishSigned(tenant, "rfp " + id, MarketNsid.RFP, () -> rfp(vm));
        var open = contracts.change(tenant, id, c -> c.published(rfp.ref(), clock.instant()));
        var published = StepKind.REQUEST_PUBLISHED
                .of(rfp.ref())
                .sized(draft.request())
                .with(Fact.ROLE, draft.request().role());
        steps.tell(open, open.parties().requester(), published.checked(evidence.checks(rfp)));
        announcements.announceSoon(tenant, id);
    }

    /** The record that a request becomes, for people to look at before it is published; USER_DATA_REFUSED as then. */
    public ObjectNode machine(UUID id, NewRfp request) {
        var userData = request.userDataFor(id);
        UserData.parse(userData);
        var vm = Json.object()
                .put("cpus", request.cpus())
                .put("mem", request.mem())
                .put("disk", request.disk())
                .put("network", request.network())
                .put("role", request.role())
                .put("user_data", userData);
        if (request.country() != null || request.region() != null) {
            var location = vm.putObject("location");
            if (request.country() != null) {
                location.put("country", request.country());
            }
            if (request.region() != null) {
                location.put("region", request.region());
            }
        }
        return vm;
    }

    private ObjectNode rfp(RepoRecord vm) {
        var rfp = Json.object().put("domain", "compute");
        rfp.set("payload", vm.ref().toJson());
        return rfp.put("submitBid", settings.endpoint(MarketNsid.MARKET_SERVICE));
    }
}
