package org.computecontracts.pds;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.computecontracts.atproto.Did;
import org.computecontracts.atproto.SigningKey;
import org.computecontracts.kernel.Vault;

/** Seals and opens the keys of accounts. Opened ones are kept for a while: each write needs one. */
@ApplicationScoped
class AccountKeys {
    private static final int MOST_KEPT = 2000;

    @Inject
    Vault vault;

    private final Map<ByteBuffer, SigningKey> opened = new ConcurrentHashMap<>();

    byte[] sealSigning(SigningKey key, Did did) {
        return vault.seal(key.stored(), purpose("signing_key", did));
    }

    byte[] sealRotation(SigningKey key, Did did) {
        return vault.seal(key.stored(), purpose("rotation_key", did));
    }

    SigningKey signing(Did did, byte[] sealed) {
        return opened(sealed, purpose("signing_key", did));
    }

    SigningKey rotation(Account account) {
        return opened(
                account.rotationKey(), purpose("rotation_key", account.profile().did()));
    }

    /** A sealed key is found again only by all of its bytes, its nonce among them. */
    private SigningKey opened(byte[] sealed, String purpose) {
        if (opened.size() >= MOST_KEPT) {
            opened.clear();
        }
        return opened.computeIfAbsent(ByteBuffer.wrap(sealed), bytes -> SigningKey.of(vault.open(sealed, purpose)));
    }

    private static String purpose(String column, Did did) {
        return "pds_account." + column + "." + did;
    }
}
