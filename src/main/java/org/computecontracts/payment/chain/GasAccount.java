package org.computecontracts.payment.chain;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Optional;
import org.computecontracts.kernel.Vault;
import org.computecontracts.payment.PaymentProblem;
import org.computecontracts.payment.evm.EvmKey;
import org.jspecify.annotations.Nullable;

/** The account that pays the gas of settlements. Its key is read once, from a file: plain hex, or sealed by the vault. */
@ApplicationScoped
public class GasAccount {
    static final String PURPOSE = "payment.gas-key";
    private static final String SEALED = "sealed:";

    @Inject
    PaymentSettings settings;

    @Inject
    Vault vault;

    private volatile @Nullable EvmKey known;

    /** CHAIN_REFUSED, saying what is missing, when there is no usable key. */
    public EvmKey key() {
        var key = known;
        if (key == null) {
            key = read(settings.gasKeyFile);
            known = key;
        }
        return key;
    }

    private EvmKey read(Optional<Path> file) {
        var path = file.orElseThrow(() ->
                PaymentProblem.CHAIN_REFUSED.because("No account pays the gas: cc.payment.gas-key-file is not set"));
        try {
            var text = Files.readString(path).strip();
            return EvmKey.of(
                    text.startsWith(SEALED)
                            ? vault.openText(Base64.getDecoder().decode(text.substring(SEALED.length())), PURPOSE)
                            : text);
        } catch (IOException | IllegalArgumentException e) {
            throw PaymentProblem.CHAIN_REFUSED
                    .because("The key that pays the gas cannot be read from cc.payment.gas-key-file")
                    .causedBy(e);
        }
    }
}
