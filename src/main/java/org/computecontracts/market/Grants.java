package org.computecontracts.market;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.computecontracts.atproto.AtUri;
import org.computecontracts.atproto.Pds;
import org.computecontracts.atproto.RepoRecord;
import org.computecontracts.atproto.StrongRef;
import org.computecontracts.identity.PdsSessions;
import org.computecontracts.ingress.Tunnels;
import org.computecontracts.wif.NewGrant;
import org.computecontracts.wif.NewProviderGrant;
import org.computecontracts.wif.ProxiedCall;
import org.computecontracts.wif.Roles;
import org.computecontracts.wif.Subjects;

/**
 * What a requester lets the workload of a contract do in her repository, what it did there, and what a provider lets it do.
 * The contract names a right from before it is written until it is taken back.
 */
@ApplicationScoped
class Grants {
    @Inject
    ContractStore contracts;

    @Inject
    KeyStore keys;

    @Inject
    BidStore bids;

    @Inject
    Counterparties counterparties;

    @Inject
    Roles roles;

    @Inject
    Tunnels tunnels;

    @Inject
    Publications publications;

    @Inject
    Pds pds;

    @Inject
    PdsSessions sessions;

    @Inject
    Steps steps;

    /** Writes the role, when the bid names an issuer of identities. Safe to repeat. */
    void write(Contract contract) {
        of(contract)
                .ifPresent(grant -> written(contract, grant.rkey(), () -> roles.grant(contract.tenant(), grant))
                        .ifPresent(rbac -> tell(contract, grant, rbac)));
    }

    /** Lets the workload exchange its token at the provider's issuer. Safe to repeat. */
    void writeProvider(Contract contract) {
        var rkey = contract.records().bid().orElseThrow().uri().rkey();
        var grant = new NewProviderGrant(
                rkey, contract.parties().requester(), contract.request().role(), template(contract));
        written(contract, rkey, () -> roles.grantProvider(contract.tenant(), grant));
    }

    /** How the provider said in its bid that the workload's tokens would name it. */
    String template(Contract contract) {
        return publications
                .written(contract.tenant(), "config " + contract.id())
                .orElseThrow()
                .text("subject");
    }

    /** Before the bid is chosen: some providers give all machines of one role one subject. */
    void requireAlone(Contract contract, ReceivedBid bid) {
        bid.config()
                .flatMap(config -> of(contract, config))
                .ifPresent(grant -> roles.requireAlone(contract.tenant(), grant));
    }

    /** Empty when the contract has come to its end meanwhile. */
    private Optional<StrongRef> written(Contract contract, String rkey, Supplier<StrongRef> right) {
        var tenant = contract.tenant();
        var role = roles.place(tenant, rkey);
        if (!contracts
                .change(tenant, contract.id(), c -> c.granting(role))
                .state()
                .isBinding()) {
            return Optional.empty();
        }
        var rbac = right.get();
        if (!contracts.get(tenant, contract.id()).state().isBinding()) {
            // Another node may have taken back what was not there yet
            roles.withdraw(tenant, role);
            return Optional.empty();
        }
        return Optional.of(rbac);
    }

    private void tell(Contract contract, NewGrant grant, StrongRef rbac) {
        steps.tell(
                contract,
                Steps.ROLE,
                contract.parties().requester(),
                "Right granted",
                "to " + grant.subject() + ", to register SSH keys"
                        + grant.service().map(s -> " for " + s).orElse("") + " and nothing else",
                rbac,
                "record");
    }

    private Optional<NewGrant> of(Contract contract) {
        return contract.records()
                .bid()
                .flatMap(bid -> bids.get(contract.tenant(), bid).config())
                .flatMap(config -> of(contract, config));
    }

    /** What the configuration of a bid would have granted; RECORD_INVALID and others when nothing can be by it. */
    static Optional<NewGrant> of(Contract contract, RepoRecord config) {
        var issuer = config.optionalText("issuer_uri");
        var actx = config.optionalText("actx");
        if (issuer.isEmpty() || actx.isEmpty()) {
            return Optional.empty();
        }
        var role = contract.request().role();
        var subject = Subjects.render(
                config.text("subject"), actx.get(), contract.parties().requester(), role);
        var rkey = contract.records().rfp().orElseThrow().uri().rkey();
        var service = Optional.ofNullable(contract.request().serviceName());
        return Optional.of(new NewGrant(rkey, issuer(config, issuer.get()), actx.get(), subject, role, service));
    }

    private static URI issuer(RepoRecord config, String named) {
        try {
            return new URI(named);
        } catch (URISyntaxException e) {
            throw MarketProblem.RECORD_INVALID
                    .because("%s: issuer_uri is no URI", config.uri().value())
                    .causedBy(e);
        }
    }

    /** What the contract's workload asked of the repository, oldest first. */
    List<ProxiedCall> calls(Contract contract) {
        var accept = contract.records().accept();
        var grant = contract.records().role().flatMap(written -> of(contract));
        return accept.isEmpty() || grant.isEmpty()
                ? List.of()
                : roles.calls(contract.tenant(), grant.get(), Contracts.key(accept.get()), contract.createdAt());
    }

    /** The key that the workload registered. */
    Optional<RepoRecord> key(Contract contract) {
        return Stream.concat(contract.records().key().stream(), registered(contract))
                .flatMap(uri -> pds.find(uri).stream())
                .filter(key -> keys.claim(contract, key.uri()))
                .findFirst();
    }

    private Stream<AtUri> registered(Contract contract) {
        return calls(contract).stream()
                .flatMap(call -> call.created().stream())
                .map(StrongRef::uri)
                .filter(uri -> uri.collection().equals(MarketNsid.SSH_PUBLIC_KEY))
                .filter(uri -> !keys.isOfAnother(contract, uri));
    }

    /** Takes back the right and every key that was registered by it, and closes their tunnels. Safe to repeat. */
    void withdraw(Contract contract) {
        contract.records().role().ifPresent(role -> {
            if (!counterparties.isOwnDeleted(contract)) {
                // First: what comes later is refused
                roles.withdraw(contract.tenant(), role);
                if (contract.parties().side() == Side.REQUESTER) {
                    withdrawKeys(contract);
                }
            }
            contracts.change(contract.tenant(), contract.id(), c -> c.records().withdrawn());
        });
    }

    private void withdrawKeys(Contract contract) {
        var requester = contract.parties().requester();
        Stream.concat(contract.records().key().stream(), registered(contract))
                .distinct()
                .flatMap(uri -> pds.find(uri).stream())
                .forEach(key -> {
                    pds.delete(sessions.of(contract.tenant()), key.uri());
                    key.optionalText("service").ifPresent(service -> tunnels.close(requester, service));
                });
        tunnels.keysChanged(requester);
    }
}
