package org.computecontracts.market;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.computecontracts.atproto.AtUri;
import org.computecontracts.atproto.Pds;
import org.computecontracts.atproto.RepoRecord;
import org.computecontracts.ingress.Tunnel;
import org.computecontracts.ingress.Tunnels;
import org.computecontracts.kernel.HttpRequest;
import org.computecontracts.kernel.ProblemException;
import org.computecontracts.kernel.SafeHttp;
import org.computecontracts.wif.ProxiedCall;
import org.computecontracts.wif.Roles;

/** The requester watches its workload arrive: identity accepted, key registered, tunnel up, page answered. */
@ApplicationScoped
class Arrivals {
    private static final Duration PROBE_LIMIT = Duration.ofSeconds(5);

    @Inject
    ContractStore contracts;

    @Inject
    Roles roles;

    @Inject
    Pds pds;

    @Inject
    Tunnels tunnels;

    @Inject
    SafeHttp http;

    @Inject
    Steps steps;

    @Inject
    Clock clock;

    /** Tells what is new; RUNNING once the workload's own page answered. Safe to repeat. */
    void watch(Contract contract) {
        var arrived = contract.records().role().flatMap(role -> registration(contract, role));
        var tunnel = arrived.flatMap(key -> tunnel(contract, key));
        if (tunnel.isPresent() && answers(contract, tunnel.get())) {
            contracts.change(
                    contract.tenant(),
                    contract.id(),
                    c -> c.running(tunnel.get().url(), clock.instant()));
            return;
        }
        contracts.change(contract.tenant(), contract.id(), c -> c.pace().lookAgain(next(contract)));
    }

    /** Often at first, then more and more seldom. */
    private Instant next(Contract contract) {
        var now = clock.instant();
        var age = Duration.between(contract.changedAt(), now);
        return now.plus(age.dividedBy(10)).plusMillis(200);
    }

    private Optional<RepoRecord> registration(Contract contract, AtUri role) {
        for (var call : roles.calls(contract.tenant(), role)) {
            tellIdentity(contract, call);
            var created = call.created().flatMap(ref -> pds.find(ref.uri()));
            if (created.isPresent() && created.get().uri().collection().equals(MarketNsid.SSH_PUBLIC_KEY)) {
                tellKey(contract, created.get());
                return created;
            }
        }
        return Optional.empty();
    }

    private void tellIdentity(Contract contract, ProxiedCall call) {
        if (call.allowed()) {
            steps.tell(
                    contract,
                    Steps.IDENTITY,
                    contract.parties().provider().orElseThrow(),
                    "Workload proved itself",
                    call.subject() + ", by " + call.issuer(),
                    null,
                    "token and role");
        }
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

    private boolean answers(Contract contract, Tunnel tunnel) {
        try {
            var answer = http.send(HttpRequest.get(tunnel.url()).within(PROBE_LIMIT));
            if (!answer.ok()) {
                return false;
            }
            steps.tell(
                    contract,
                    Steps.HTTPS,
                    contract.parties().requester(),
                    "Reachable",
                    tunnel.url() + " answered " + answer.status(),
                    null,
                    "probed from outside");
            return true;
        } catch (ProblemException e) {
            return false;
        }
    }
}
