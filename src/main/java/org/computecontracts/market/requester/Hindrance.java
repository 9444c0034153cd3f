package org.computecontracts.market.requester;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.computecontracts.ingress.tunnel.Tunnel;
import org.computecontracts.wif.proxy.ProxiedCall;

/** What keeps a workload from being reached, as far as its requester can see. */
final class Hindrance {
    private Hindrance() {}

    /** The last refusal, of a workload that has registered no key. */
    static Optional<String> beforeKey(List<ProxiedCall> calls) {
        return calls.stream()
                .filter(call -> !call.allowed())
                .max(Comparator.comparing(ProxiedCall::at))
                .map(call -> "The workload was refused %s: %s".formatted(call.path(), call.reason()));
    }

    /** Of one that is known, and says nothing more. */
    static String ofSilence(List<ProxiedCall> calls) {
        return calls.isEmpty()
                ? "The workload has not asked for anything of this account yet"
                : "The workload has registered no SSH key yet";
    }

    static String withoutTunnel(String service) {
        return "The workload has registered its key for the service %s and has not connected yet".formatted(service);
    }

    static String unanswered(Tunnel tunnel, String why) {
        return "The tunnel %s is up; its page does not answer: %s".formatted(tunnel.hostName(), why);
    }
}
