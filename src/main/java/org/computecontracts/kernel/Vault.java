package org.computecontracts.kernel;

import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Secrets at rest: AES-256-GCM under the master key. The purpose (table, column and row) is authenticated with the
 * secret, so that a sealed value moved to another row does not open.
 */
@ApplicationScoped
public class Vault {
    private static final byte VERSION = 1;
    private static final int NONCE = 12;
    private static final SecureRandom RANDOM = new SecureRandom();

    @Inject
    Settings settings;

    private SecretKeySpec key = new SecretKeySpec(new byte[32], "AES");

    @PostConstruct
    void readMasterKey() {
        try {
            key = keyOf(Files.readString(settings.masterKeyFile()));
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "The master key (cc.kernel.master-key-file) cannot be read: " + settings.masterKeyFile(), e);
        }
    }

    /** A vault with a key of its own, outside the container. */
    public static Vault withKey(String base64) {
        var vault = new Vault();
        vault.key = keyOf(base64);
        return vault;
    }

    public byte[] seal(byte[] secret, String purpose) {
        var nonce = new byte[NONCE];
        RANDOM.nextBytes(nonce);
        var sealed = run(Cipher.ENCRYPT_MODE, nonce, secret, purpose);
        return ByteBuffer.allocate(1 + NONCE + sealed.length)
                .put(VERSION)
                .put(nonce)
                .put(sealed)
                .array();
    }

    public byte[] open(byte[] sealed, String purpose) {
        var in = ByteBuffer.wrap(sealed);
        if (sealed.length < 1 + NONCE + 16 || in.get() != VERSION) {
            throw new IllegalStateException("Not a sealed secret: " + purpose);
        }
        var nonce = new byte[NONCE];
        in.get(nonce);
        var rest = new byte[in.remaining()];
        in.get(rest);
        return run(Cipher.DECRYPT_MODE, nonce, rest, purpose);
    }

    public byte[] sealText(String secret, String purpose) {
        return seal(secret.getBytes(StandardCharsets.UTF_8), purpose);
    }

    public String openText(byte[] sealed, String purpose) {
        return new String(open(sealed, purpose), StandardCharsets.UTF_8);
    }

    /**
     * Whether it was made with the master key: {@code base64url(HMAC-SHA256(key, "operator"))}. Who can read that key owns this
     * portal's machine already, so this opens to them what no account may do.
     */
    public boolean isOperator(String token) {
        var expected = Base64.getUrlEncoder().withoutPadding().encode(mac("operator"));
        return MessageDigest.isEqual(expected, token.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * Tells things apart without keeping them: nobody without the master key finds out what was, not even by trying all passwords.
     */
    public String fingerprint(String purpose, byte[]... parts) {
        return HexFormat.of().formatHex(mac("fingerprint " + purpose + "\0", parts));
    }

    /** No purpose is the beginning of another one. */
    private byte[] mac(String purpose, byte[]... parts) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key.getEncoded(), "HmacSHA256"));
            mac.update(purpose.getBytes(StandardCharsets.UTF_8));
            for (var part : parts) {
                mac.update(part);
            }
            return mac.doFinal();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every JDK has HmacSHA256", e);
        }
    }

    private byte[] run(int mode, byte[] nonce, byte[] input, String purpose) {
        try {
            var cipher = Cipher.getInstance("AES/GCM/NoPadding");
            cipher.init(mode, key, new GCMParameterSpec(128, nonce));
            cipher.updateAAD(purpose.getBytes(StandardCharsets.UTF_8));
            return cipher.doFinal(input);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Cannot open or seal " + purpose + ": is it the right master key?", e);
        }
    }

    private static SecretKeySpec keyOf(String base64) {
        var bytes = Base64.getDecoder().decode(base64.strip());
        if (bytes.length != 32) {
            throw new IllegalStateException("The master key must be 32 bytes, not " + bytes.length);
        }
        return new SecretKeySpec(bytes, "AES");
    }
}
