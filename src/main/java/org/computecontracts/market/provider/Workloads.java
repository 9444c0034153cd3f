package org.computecontracts.market.provider;

import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Optional;
import org.computecontracts.atproto.pds.Pds;
import org.computecontracts.atproto.repo.RepoRecord;
import org.computecontracts.compute.Build;
import org.computecontracts.compute.BuildOrder;
import org.computecontracts.compute.Builds;
import org.computecontracts.compute.GuestFile;
import org.computecontracts.compute.UserData;
import org.computecontracts.kernel.Json;
import org.computecontracts.kernel.TenantId;
import org.computecontracts.market.contract.Contract;
import org.computecontracts.market.contract.Contracts;
import org.computecontracts.market.contract.StepKind;
import org.computecontracts.market.contract.Steps;
import org.computecontracts.market.protocol.MarketNsid;
import org.computecontracts.market.protocol.RequestRules;
import org.computecontracts.wif.issuer.Enrolments;
import org.computecontracts.wif.issuer.HostKeys;
import org.computecontracts.wif.issuer.NewEnrolment;
import org.computecontracts.wif.issuer.Provisioning;

/**
 * The provider's machine for a contract: the requester's user_data with the accept bundle and the identity proof put in
 * front (market protocol section 8.3, workload identity sections 7.2 and 7.3), built once a contract.
 */
@ApplicationScoped
public class Workloads implements HostKeys {
    private static final String BUNDLE = "/root/secrets/publicdomainrelay.com/market/accept.json";

    @Inject
    Builds builds;

    @Inject
    Enrolments enrolments;

    @Inject
    ProviderGrants grants;

    @Inject
    Pds pds;

    @Inject
    Steps steps;

    /** Safe to repeat: enrolment and build are keyed by the accept. */
    void order(Contract contract) {
        var key = Contracts.key(contract.records().accept().orElseThrow());
        var request = contract.request();
        if (builds.find(contract.tenant(), key).isEmpty()) {
            var enrolment = enrolments.enrol(
                    contract.tenant(),
                    new NewEnrolment(key, contract.parties().requester(), request.role(), grants.template(contract)));
            grants.write(contract);
            var provisioning = Provisioning.of(enrolment);
            var userData = withFiles(UserData.parse(request.userData()).with(bundle(contract)), provisioning);
            var spec = RequestRules.spec(request);
            builds.start(
                    contract.tenant(), new BuildOrder(key, Rooms.key(contract), spec, userData.text(), request.role()));
        }
        steps.tell(
                contract,
                contract.parties().provider().orElseThrow(),
                StepKind.BUILD_STARTED.once().sized(request));
    }

    private static UserData withFiles(UserData userData, Provisioning provisioning) {
        var whole = userData.first(
                "sh", "-c", "install -d -m 0700 -o root -g root " + BUNDLE.substring(0, BUNDLE.lastIndexOf('/')));
        for (var file : provisioning.files()) {
            whole = whole.with(new GuestFile(file.path(), file.permissions(), file.content()));
        }
        return whole.first(provisioning.command().toArray(String[]::new));
    }

    private GuestFile bundle(Contract contract) {
        var bid = pds.get(contract.records().bid().orElseThrow());
        var rfp = pds.get(contract.records().rfp().orElseThrow());
        var bundle = Json.object().put("$type", MarketNsid.ACCEPT.value());
        bundle.set("accept", whole(pds.get(contract.records().accept().orElseThrow())));
        bundle.set("rfp", whole(rfp));
        bundle.set("bid", whole(bid));
        bundle.set("bid_payload", whole(pds.get(bid.strongRef("payload"))));
        bundle.set(
                "bid_config",
                bid.optionalRef("config").map(ref -> whole(pds.get(ref))).orElse(null));
        bundle.set("vm", whole(pds.get(rfp.strongRef("payload"))));
        return new GuestFile(BUNDLE, "0600", bundle.toPrettyString());
    }

    private static ObjectNode whole(RepoRecord record) {
        var entry = Json.object()
                .put("uri", record.uri().value())
                .put("cid", record.cid().value());
        entry.set("value", record.json());
        return entry;
    }

    /** Ends the machine and what it could prove. Safe to repeat. */
    public void stop(Contract contract, String reason) {
        contract.records().accept().map(Contracts::key).ifPresent(key -> {
            builds.stop(contract.tenant(), key, reason);
            enrolments.withdraw(contract.tenant(), key);
        });
    }

    /** Whether it is over with the machine: torn down, or given up. */
    public boolean isGone(Contract contract) {
        return find(contract).filter(build -> !build.state().isOver()).isEmpty();
    }

    /** Whether the machine was gone before anybody ended it. */
    public boolean isLost(Contract contract) {
        return find(contract).filter(Build::lost).isPresent();
    }

    /** Why something may be left of a machine that is over. */
    public Optional<String> remains(Contract contract) {
        return find(contract).filter(Build::leftover).map(Build::detail);
    }

    private Optional<Build> find(Contract contract) {
        return contract.records().accept().map(Contracts::key).flatMap(key -> builds.find(contract.tenant(), key));
    }

    @Override
    public Optional<String> hostKey(TenantId provider, String key) {
        return builds.hostKey(provider, key);
    }
}
