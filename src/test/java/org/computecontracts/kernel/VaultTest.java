package org.computecontracts.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.Test;

class VaultTest {
    private final Vault vault = Vault.withKey(Base64.getEncoder().encodeToString(new byte[32]));

    @Test
    void opensWhatItSealed() {
        var sealed = vault.sealText("secret", "wallet.key/1");

        assertThat(vault.openText(sealed, "wallet.key/1")).isEqualTo("secret");
        assertThat(new String(sealed, StandardCharsets.ISO_8859_1)).doesNotContain("secret");
    }

    @Test
    void sealsTheSameSecretDifferentlyEachTime() {
        assertThat(vault.sealText("secret", "x")).isNotEqualTo(vault.sealText("secret", "x"));
    }

    @Test
    void opensNothingThatWasMovedToAnotherRow() {
        var sealed = vault.sealText("secret", "wallet.key/1");

        assertThatIllegalStateException().isThrownBy(() -> vault.openText(sealed, "wallet.key/2"));
    }

    @Test
    void opensNothingThatWasTouched() {
        var sealed = vault.sealText("secret", "x");
        sealed[sealed.length - 1] ^= 1;

        assertThatIllegalStateException().isThrownBy(() -> vault.openText(sealed, "x"));
    }
}
