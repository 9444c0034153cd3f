package org.computecontracts.market.requester;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.computecontracts.atproto.repo.RepoRecord;
import org.computecontracts.identity.account.Tenants;
import org.computecontracts.ingress.HostNames;
import org.computecontracts.ingress.relay.Tunnels;
import org.computecontracts.ingress.tunnel.Tunnel;
import org.computecontracts.kernel.ProblemException;
import org.computecontracts.kernel.http.HttpRequest;
import org.computecontracts.kernel.http.SafeHttp;
import org.computecontracts.market.contract.Contract;
import org.computecontracts.market.contract.ContractState;
import org.computecontracts.market.contract.ContractStore;
import org.computecontracts.market.contract.Fact;
import org.computecontracts.market.contract.StepKind;
import org.computecontracts.market.contract.Steps;
import org.computecontracts.market.protocol.Check;
import org.computecontracts.wif.proxy.ProxiedCall;

/** The requester watches its workload arrive: identity accepted, key registered, tunnel up, page answered. */
@ApplicationScoped
class ReachabilityProbe {
    private static final Duration PROBE_LIMIT = Duration.ofSeconds(5);

    @Inject
    ContractStore contracts;

    @Inject
    Grants grants;

    @Inject
    Tunnels tunnels;

    @Inject
    Tenants tenants;

    @Inject
    SafeHttp http;

    @Inject
    Steps steps;

    @Inject
    Clock clock;

    /** Tells what is new, up to the address at which the workload's own page answers. Safe to repeat. */
    void watch(Contract contract) {
        var arrived = registration(contract);
        var tunnel = arrived.flatMap(key -> tunnel(contract, key));
        var unanswered = tunnel.flatMap(up -> unanswered(contract, up));
        contracts.change(contract.tenant(), contract.id(), c -> {
            if (tunnel.isPresent() && unanswered.isEmpty()) {
                c.reachable(tunnel.get().url(), clock.instant());
            } else {
                unanswered
                        .or(() -> hindrance(contract, arrived))
                        .ifPresent(why -> c.pace().hindered(Optional.of(why)));
                c.pace().lookAgain(next(contract));
            }
        });
    }

    /** A machine that is still being made has not had the time to connect. */
    private Optional<String> hindrance(Contract contract, Optional<RepoRecord> key) {
        var calls = grants.calls(contract);
        var refused = key.isEmpty() ? Hindrance.beforeKey(calls) : Optional.<String>empty();
        if (refused.isPresent() || contract.state() != ContractState.RUNNING) {
            return refused;
        }
        return key.map(registered -> Hindrance.withoutTunnel(registered.text("service")))
                .or(() -> contract.pace().problem())
                .or(() -> Optional.of(Hindrance.ofSilence(calls)));
    }

    /** A machine that logged in with a handle loses its address with that name; the contract is to say so. */
    void recheck(Contract contract) {
        var lost = contract.url().filter(url -> !isUnderNameOf(contract, url.getHost()));
        if (lost.isEmpty()) {
            return;
        }
        contracts.change(contract.tenant(), contract.id(), Contract::unreachable);
        var step = StepKind.ADDRESS_LOST.on(lost.get() + " " + clock.instant()).with(Fact.URL, lost.get());
        steps.tell(contract, contract.parties().requester(), step);
    }

    private boolean isUnderNameOf(Contract contract, String hostName) {
        var account = tenants.get(contract.tenant());
        return HostNames.isOf(hostName, account.did().value())
                || HostNames.isOf(hostName, account.handle().value());
    }

    /** Often at first, then more and more seldom. */
    private Instant next(Contract contract) {
        var now = clock.instant();
        var age = Duration.between(contract.changedAt(), now);
        return now.plus(age.dividedBy(10)).plusMillis(200);
    }

    private Optional<RepoRecord> registration(Contract contract) {
        grants.calls(contract).stream().filter(ProxiedCall::allowed).forEach(call -> tellIdentity(contract, call));
        var key = grants.key(contract);
        key.ifPresent(registered -> tellKey(contract, registered));
        return key;
    }

    private void tellIdentity(Contract contract, ProxiedCall call) {
        var identified = StepKind.WORKLOAD_IDENTIFIED
                .once()
                .with(Fact.SUBJECT, call.subject())
                .with(Fact.ISSUER, call.issuer());
        steps.tell(contract, contract.parties().provider().orElseThrow(), identified.checked(Check.TOKEN, Check.ROLE));
    }

    private void tellKey(Contract contract, RepoRecord key) {
        var registered = StepKind.KEY_REGISTERED.of(key.ref()).with(Fact.SERVICE, key.text("service"));
        steps.tell(contract, contract.parties().requester(), registered.checked(Check.RECORD));
    }

    private Optional<Tunnel> tunnel(Contract contract, RepoRecord key) {
        var found = tunnels.of(contract.parties().requester()).stream()
                .filter(tunnel -> tunnel.service().equals(key.text("service")))
                .filter(tunnel -> isUnderNameOf(contract, tunnel.hostName()))
                .findFirst();
        found.ifPresent(tunnel -> tellTunnel(contract, tunnel));
        return found;
    }

    private void tellTunnel(Contract contract, Tunnel tunnel) {
        var opened = StepKind.TUNNEL_OPENED.on(tunnel.hostName()).with(Fact.HOST, tunnel.hostName());
        steps.tell(contract, contract.parties().requester(), opened.checked(Check.WORKLOAD_KEY));
    }

    /** Why the page of the workload does not answer; empty when it does. */
    private Optional<String> unanswered(Contract contract, Tunnel tunnel) {
        try {
            var answer = http.send(HttpRequest.get(tunnel.url()).within(PROBE_LIMIT));
            if (!answer.ok()) {
                return Optional.of(Hindrance.unanswered(tunnel, "HTTP " + answer.status()));
            }
            tellAnswer(contract, tunnel, answer.status());
            return Optional.empty();
        } catch (ProblemException e) {
            return Optional.of(Hindrance.unanswered(tunnel, e.detail()));
        }
    }

    /** Again, when it was lost in between. */
    private void tellAnswer(Contract contract, Tunnel tunnel, int status) {
        var answered = StepKind.ADDRESS_ANSWERED
                .on(tunnel.url() + " " + tunnel.since())
                .with(Fact.URL, tunnel.url())
                .with(Fact.STATUS, status);
        steps.tell(contract, contract.parties().requester(), answered.checked(Check.ANSWER));
    }
}
