package org.computecontracts.wif.issuer;

import static org.computecontracts.wif.WifProblem.HOST_KEY_UNKNOWN;
import static org.computecontracts.wif.WifProblem.REQUEST_MALFORMED;
import static org.computecontracts.wif.WifProblem.TOKEN_REFUSED;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.computecontracts.identity.Tenant;
import org.computecontracts.kernel.Json;
import org.computecontracts.kernel.ProblemException;
import org.computecontracts.wif.WifSettings;
import org.computecontracts.wif.token.Claims;

/** Gives a machine its identity token for a signature of its provisioning token by its SSH host key. */
@ApplicationScoped
public class Proofs {
    private static final String NAMESPACE = "prove-sshd";
    private static final Duration REPEATS = Duration.ofMinutes(2);

    @Inject
    OwnTokens tokens;

    @Inject
    EnrolmentStore machines;

    @Inject
    Instance<HostKeys> hostKeys;

    @Inject
    WifSettings settings;

    @Inject
    Clock clock;

    /**
     * The nonce is spent once there is a host key to compare with, whatever comes of the comparison. Exactly the same proof
     * is answered again for a short while: the first answer may have been lost, and a machine has no other way in.
     */
    String prove(Tenant provider, String provisioningToken, byte[] body) {
        var nonce = Enrolments.hash(nonceOf(tokens.check(provider, provisioningToken)));
        var proof = proofHash(provisioningToken, body);
        return token(
                provider,
                machines.provenBy(provider.id(), proof, clock.instant().minus(REPEATS))
                        .filter(machine -> machine.isOpen(clock.instant()))
                        .orElseGet(() -> firstProof(provider, provisioningToken, nonce, body, proof)));
    }

    private EnrolledMachine firstProof(
            Tenant provider, String provisioningToken, byte[] nonce, byte[] body, byte[] proof) {
        var hostKey = hostKeyOf(machines.awaiting(provider.id(), nonce).orElseThrow(Proofs::spent));
        var machine = machines.spend(provider.id(), nonce).orElseThrow(Proofs::spent);
        if (!machine.isOpen(clock.instant())) {
            throw TOKEN_REFUSED.because("The machine's enrolment is over");
        }
        SshSignature.parse(signature(body))
                .check(provisioningToken.getBytes(StandardCharsets.UTF_8), NAMESPACE, hostKey);
        machines.proven(provider.id(), machine.id(), proof, clock.instant());
        return machine;
    }

    private String token(Tenant provider, EnrolledMachine machine) {
        return tokens.mint(
                provider, new OwnTokens.Draft(machine, tokens.audience(provider), machine.subject(), expiry(machine)));
    }

    private static byte[] proofHash(String provisioningToken, byte[] body) {
        return Enrolments.hash(provisioningToken + " " + new String(body, StandardCharsets.ISO_8859_1));
    }

    private static String nonceOf(Claims claims) {
        var nonce = claims.texts().getOrDefault("nonce", "");
        if (nonce.isEmpty() || !claims.subject().endsWith(":role:provisioning:nonce:" + nonce)) {
            throw TOKEN_REFUSED.because("Not a provisioning token");
        }
        return nonce;
    }

    private String hostKeyOf(EnrolledMachine machine) {
        return hostKeys.stream()
                .flatMap(known -> known.hostKey(machine.tenant(), machine.orderKey()).stream())
                .findFirst()
                .orElseThrow(() -> HOST_KEY_UNKNOWN.because("The machine's host key cannot be seen yet"));
    }

    private static String signature(byte[] body) {
        try {
            var sig = Json.readObject(body).path("sig");
            if (sig.isTextual()) {
                return sig.textValue();
            }
        } catch (ProblemException e) {
            throw REQUEST_MALFORMED.because(e.detail()).causedBy(e);
        }
        throw REQUEST_MALFORMED.because("sig must be an armoured SSH signature");
    }

    private Instant expiry(EnrolledMachine machine) {
        var latest = clock.instant().plus(settings.identityLife());
        return machine.expiresAt().isBefore(latest) ? machine.expiresAt() : latest;
    }

    private static ProblemException spent() {
        return TOKEN_REFUSED.because("The provisioning token is used up, replaced or withdrawn");
    }
}
