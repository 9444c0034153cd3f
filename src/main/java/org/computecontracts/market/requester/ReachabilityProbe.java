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
import org.computecontracts.market.contract.Steps;
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
        steps.tell(
                contract,
                Steps.HTTPS,
                contract.parties().requester(),
                "Address lost",
                lost.get()
                        + " is under a name that the account no longer has: the machine logs in with it, and could with the DID",
                null,
                "");
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
        steps.tell(
                contract,
                Steps.IDENTITY,
                contract.parties().provider().orElseThrow(),
                "Workload proved itself",
                call.subject() + ", by " + call.issuer(),
                null,
                "token and role");
    }

    private void tellKey(Contract contract, RepoRecord key) {
        steps.tell(
                contract,
                Steps.KEY,
                contract.parties().requester(),
                "SSH key registered by the workload",
                "for service " + key.text("service"),
                key.ref(),
                "record");
    }

    private Optional<Tunnel> tunnel(Contract contract, RepoRecord key) {
        var found = tunnels.of(contract.parties().requester()).stream()
                .filter(tunnel -> tunnel.service().equals(key.text("service")))
                .filter(tunnel -> isUnderNameOf(contract, tunnel.hostName()))
                .findFirst();
        found.ifPresent(tunnel -> steps.tell(
                contract,
                Steps.TUNNEL,
                contract.parties().requester(),
                "Tunnel up",
                tunnel.hostName(),
                null,
                "key of the workload"));
        return found;
    }

    /** Why the page of the workload does not answer; empty when it does. */
    private Optional<String> unanswered(Contract contract, Tunnel tunnel) {
        try {
            var answer = http.send(HttpRequest.get(tunnel.url()).within(PROBE_LIMIT));
            if (!answer.ok()) {
                return Optional.of(Hindrance.unanswered(tunnel, "HTTP " + answer.status()));
            }
            steps.tell(
                    contract,
                    Steps.HTTPS,
                    contract.parties().requester(),
                    "Reachable",
                    tunnel.url() + " answered " + answer.status(),
                    null,
                    "probed from outside");
            return Optional.empty();
        } catch (ProblemException e) {
            return Optional.of(Hindrance.unanswered(tunnel, e.detail()));
        }
    }
}
