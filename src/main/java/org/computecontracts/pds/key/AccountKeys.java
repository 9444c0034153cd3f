package org.computecontracts.pds.key;

import com.github.benmanes.caffeine.cache.Cache;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.nio.ByteBuffer;
import org.computecontracts.atproto.Did;
import org.computecontracts.atproto.SigningKey;
import org.computecontracts.kernel.Vault;
import org.computecontracts.kernel.limits.Caches;

/** Seals and opens the keys of accounts. Opened ones are kept for a while: each write needs one. */
@ApplicationScoped
public class AccountKeys {
    private static final int MOST_KEPT = 2000;

    @Inject
    Vault vault;

    private final Cache<Sealed, SigningKey> opened =
            Caches.caffeine().maximumSize(MOST_KEPT).build();

    /** Found again only by all of its bytes, its nonce among them, and for what it was sealed for. */
    private record Sealed(ByteBuffer bytes, String purpose) {}

    public byte[] sealSigning(SigningKey key, Did did) {
        return vault.seal(key.stored(), purpose("signing_key", did));
    }

    public byte[] sealRotation(SigningKey key, Did did) {
        return vault.seal(key.stored(), purpose("rotation_key", did));
    }

    public SigningKey signing(Did did, byte[] sealed) {
        return opened(sealed, purpose("signing_key", did));
    }

    public SigningKey rotation(Account account) {
        return opened(
                account.rotationKey(), purpose("rotation_key", account.profile().did()));
    }

    private SigningKey opened(byte[] sealed, String purpose) {
        return opened.get(
                new Sealed(ByteBuffer.wrap(sealed), purpose), key -> SigningKey.of(vault.open(sealed, purpose)));
    }

    private static String purpose(String column, Did did) {
        return "pds_account." + column + "." + did;
    }
}
