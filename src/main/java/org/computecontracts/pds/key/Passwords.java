package org.computecontracts.pds.key;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import org.computecontracts.pds.PdsProblem;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Passwords as PBKDF2 hashes, each with its salt and its number of rounds. */
@ApplicationScoped
public class Passwords {
    private static final String NAME = "pbkdf2-sha512";
    private static final int SALT_BYTES = 16;
    private static final int HASH_BITS = 256;

    private static final int MIN_LENGTH = 8;
    private static final int MAX_LENGTH = 256;

    /** Rounds of PBKDF2 with HMAC-SHA-512 for new passwords; fewer than OWASP's 210000 are for tests alone. */
    @Inject
    @ConfigProperty(name = "cc.pds.password-rounds", defaultValue = "210000")
    int rounds = 210_000;

    public static void check(String password) {
        if (password.length() < MIN_LENGTH || password.length() > MAX_LENGTH) {
            throw PdsProblem.INVALID_PASSWORD.because("A password has %d to %d characters", MIN_LENGTH, MAX_LENGTH);
        }
    }

    public String hash(String password) {
        var salt = new byte[SALT_BYTES];
        new SecureRandom().nextBytes(salt);
        return String.join("$", NAME, String.valueOf(rounds), text(salt), text(derive(password, salt, rounds)));
    }

    public static boolean matches(String password, String hash) {
        var parts = List.of(hash.split("\\$", -1));
        if (parts.size() != 4 || !parts.get(0).equals(NAME)) {
            throw new IllegalStateException("A password hash of an unknown kind");
        }
        var derived = derive(password, bytes(parts.get(2)), Integer.parseInt(parts.get(1)));
        return MessageDigest.isEqual(derived, bytes(parts.get(3)));
    }

    private static byte[] derive(String password, byte[] salt, int rounds) {
        var key = new PBEKeySpec(password.toCharArray(), salt, rounds, HASH_BITS);
        try {
            return SecretKeyFactory.getInstance("PBKDF2WithHmacSHA512")
                    .generateSecret(key)
                    .getEncoded();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every JDK has PBKDF2", e);
        } finally {
            key.clearPassword();
        }
    }

    private static String text(byte[] bytes) {
        return Base64.getEncoder().withoutPadding().encodeToString(bytes);
    }

    private static byte[] bytes(String text) {
        return Base64.getDecoder().decode(text);
    }
}
