package org.computecontracts.market.requester;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.computecontracts.atproto.AtUri;
import org.computecontracts.atproto.StrongRef;
import org.computecontracts.atproto.pds.Pds;
import org.computecontracts.atproto.repo.RepoRecord;
import org.computecontracts.identity.account.PdsSessions;
import org.computecontracts.ingress.relay.Tunnels;
import org.computecontracts.market.contract.BidStore;
import org.computecontracts.market.contract.Contract;
import org.computecontracts.market.contract.Contracts;
import org.computecontracts.market.contract.Fact;
import org.computecontracts.market.contract.KeyStore;
import org.computecontracts.market.contract.ReceivedBid;
import org.computecontracts.market.contract.StepKind;
import org.computecontracts.market.contract.Steps;
import org.computecontracts.market.contract.WrittenRights;
import org.computecontracts.market.protocol.Check;
import org.computecontracts.market.protocol.MarketNsid;
import org.computecontracts.market.protocol.MarketProblem;
import org.computecontracts.wif.Subjects;
import org.computecontracts.wif.proxy.ProxiedCall;
import org.computecontracts.wif.proxy.Roles;
import org.computecontracts.wif.rbac.NewGrant;

/** What a requester lets the workload of a contract do in her repository, and what it did there. */
@ApplicationScoped
public class Grants {
    @Inject
    KeyStore keys;

    @Inject
    BidStore bids;

    @Inject
    WrittenRights rights;

    @Inject
    Roles roles;

    @Inject
    Tunnels tunnels;

    @Inject
    Pds pds;

    @Inject
    PdsSessions sessions;

    @Inject
    Steps steps;

    /** Writes the role, when the bid names an issuer of identities. Safe to repeat. */
    public void write(Contract contract) {
        of(contract)
                .ifPresent(grant -> rights.write(contract, grant.rkey(), () -> roles.grant(contract.tenant(), grant))
                        .ifPresent(rbac -> tell(contract, grant, rbac)));
    }

    /** Before the bid is chosen: some providers give all machines of one role one subject. */
    public void requireAlone(Contract contract, ReceivedBid bid) {
        bid.config()
                .flatMap(config -> of(contract, config))
                .ifPresent(grant -> roles.requireAlone(contract.tenant(), grant));
    }

    private void tell(Contract contract, NewGrant grant, StrongRef rbac) {
        var granted = StepKind.ROLE_GRANTED
                .of(rbac)
                .with(Fact.SUBJECT, grant.subject())
                .with(Fact.SERVICE, grant.service());
        steps.tell(contract, contract.parties().requester(), granted.checked(Check.RECORD));
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
    public void withdraw(Contract contract) {
        rights.withdraw(contract, () -> withdrawKeys(contract));
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
