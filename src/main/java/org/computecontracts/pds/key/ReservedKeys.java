package org.computecontracts.pds.key;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.computecontracts.atproto.Did;
import org.computecontracts.atproto.SigningKey;
import org.computecontracts.atproto.SigningKey.Curve;
import org.computecontracts.kernel.Vault;

/**
 * Signing keys promised to accounts that have yet to move here, so that their DID can name the key before. Anyone may ask for
 * one: it is only ever used by an account of that DID.
 */
@ApplicationScoped
public class ReservedKeys {
    private static final Duration KEPT = Duration.ofDays(7);

    @Inject
    ReservedKeyStore keys;

    @Inject
    Vault vault;

    @Inject
    Clock clock;

    /** As did:key. The same one whenever it is asked for again. */
    public String reserve(Did did) {
        var candidate = vault.seal(SigningKey.generate(Curve.K256).stored(), purpose(did));
        return opened(did, keys.keepFirst(did, candidate, clock.instant())).didKey();
    }

    public Optional<SigningKey> of(Did did) {
        return keys.find(did).map(kept -> opened(did, kept));
    }

    private SigningKey opened(Did did, byte[] sealed) {
        return SigningKey.of(vault.open(sealed, purpose(did)));
    }

    private static String purpose(Did did) {
        return "pds_reserved_key." + did;
    }

    public void forget(Did did) {
        keys.forget(did);
    }

    public void forgetOld() {
        keys.forgetBefore(clock.instant().minus(KEPT));
    }
}
