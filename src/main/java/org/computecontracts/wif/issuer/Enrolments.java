package org.computecontracts.wif.issuer;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.computecontracts.identity.Tenant;
import org.computecontracts.identity.account.Tenants;
import org.computecontracts.kernel.TenantId;
import org.computecontracts.wif.Issuer;
import org.computecontracts.wif.Subjects;
import org.computecontracts.wif.WifSettings;
import org.computecontracts.wif.token.Audience;
import org.computecontracts.wif.token.Claims;

/** The machines that may have tokens of a provider's issuer. */
@ApplicationScoped
public class Enrolments {
    @Inject
    EnrolmentStore store;

    @Inject
    Tenants tenants;

    @Inject
    Issuer issuer;

    @Inject
    OwnTokens tokens;

    @Inject
    WifSettings settings;

    @Inject
    Clock clock;

    /**
     * The same order gives the same enrolment with a fresh provisioning token; the last one is good no longer.
     * ENROLMENT_CLOSED once it is withdrawn or over.
     */
    public Enrolment enrol(TenantId provider, NewEnrolment order) {
        var tenant = tenants.get(provider);
        var actx = issuer.actx(tenant.did());
        var now = clock.instant();
        var nonce = OwnTokens.random(32);
        var machine = store.open(
                EnrolledMachine.ordered(
                        provider,
                        order,
                        Subjects.render(order.template(), actx, order.requester(), order.role()),
                        now,
                        now.plus(settings.enrolmentLife())),
                present -> present.awaits(order, hash(nonce), now));
        var token = provisioningToken(tenant, machine, nonce, now);
        return new Enrolment(machine.id(), order.key(), issuer.issuerUri(tenant.did()), actx, token, machine.subject());
    }

    private String provisioningToken(Tenant provider, EnrolledMachine machine, String nonce, Instant now) {
        var actx = issuer.actx(provider.did());
        return tokens.mint(
                provider,
                new OwnTokens.Draft(
                        machine,
                        Audience.ofIssuer(actx),
                        "actx:" + actx + ":role:provisioning:nonce:" + nonce,
                        now.plus(settings.provisioningLife()),
                        nonce));
    }

    /** From now on its tokens are refused here, at issue and at the proxy. Withdrawing what is gone is fine. */
    public void withdraw(TenantId provider, String key) {
        store.withdraw(provider, key, clock.instant());
    }

    /** Whether the order's machine has had a token for a proof. */
    public boolean isProven(TenantId provider, String key) {
        return store.isProven(provider, key);
    }

    /** The machine the verified token was given to, while it may still use it. */
    Optional<EnrolledMachine> holder(TenantId provider, Claims token) {
        return machineId(token)
                .flatMap(id -> store.find(provider, id))
                .filter(machine ->
                        machine.isOpen(clock.instant()) && machine.subject().equals(token.subject()));
    }

    /** Whether the token is of another's issuer, or of one of ours and its machine is still enrolled. */
    public boolean stillStands(Claims token) {
        if (!issuer.isOurs(token.issuer())) {
            return true;
        }
        return issuer.provider(token.issuer())
                .flatMap(tenants::find)
                .flatMap(provider -> holder(provider.id(), token))
                .isPresent();
    }

    private static Optional<UUID> machineId(Claims token) {
        try {
            return Optional.of(UUID.fromString(token.id().split("\\.", 2)[0]));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    static byte[] hash(String nonce) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(nonce.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
