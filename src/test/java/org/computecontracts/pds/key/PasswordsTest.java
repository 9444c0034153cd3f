package org.computecontracts.pds.key;

import static org.assertj.core.api.Assertions.assertThat;
import static org.computecontracts.testing.Injection.configure;
import static org.computecontracts.testing.Injection.defaults;

import org.junit.jupiter.api.Test;

class PasswordsTest {
    private final Passwords passwords = new Passwords();

    @Test
    void areHashedWithAsManyRoundsAsIsAsked() {
        assertThat(defaults(passwords).hash("correct horse")).startsWith("pbkdf2-sha512$210000$");
    }

    @Test
    void areHashedWithAnotherSaltEachTime() {
        configure(passwords, "cc.pds.password-rounds", 10);

        var hash = passwords.hash("correct horse");

        assertThat(passwords.hash("correct horse")).isNotEqualTo(hash);
        assertThat(Passwords.matches("correct horse", hash)).isTrue();
        assertThat(Passwords.matches("correct horse ", hash)).isFalse();
    }

    /** The rounds of a hash are its own: those of before stay good. */
    @Test
    void stayGoodWhenLaterOnesTakeMoreRounds() {
        configure(passwords, "cc.pds.password-rounds", 10);
        var old = passwords.hash("correct horse");

        configure(passwords, "cc.pds.password-rounds", 20);

        assertThat(Passwords.matches("correct horse", old)).isTrue();
        assertThat(passwords.hash("correct horse")).startsWith("pbkdf2-sha512$20$");
    }
}
