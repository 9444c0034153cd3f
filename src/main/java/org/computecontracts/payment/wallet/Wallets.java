package org.computecontracts.payment.wallet;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import org.computecontracts.kernel.TenantId;
import org.computecontracts.kernel.Vault;
import org.computecontracts.payment.PaymentProblem;
import org.computecontracts.payment.chain.Chain;
import org.computecontracts.payment.chain.PaymentSettings;
import org.computecontracts.payment.evm.Address;
import org.computecontracts.payment.evm.EvmKey;

/** Each tenant's wallet, made on first use. */
@ApplicationScoped
public class Wallets {
    @Inject
    WalletStore store;

    @Inject
    Vault vault;

    @Inject
    Chain chain;

    @Inject
    PaymentSettings settings;

    public Wallet of(TenantId tenant) {
        return new Wallet(sealed(tenant).address().checksummed());
    }

    /** In the currency's main unit, as of the latest block; NO_CHAIN or CHAIN_UNAVAILABLE when nobody can tell. */
    public BigDecimal balance(TenantId tenant) {
        var atomic = chain.token().balance(sealed(tenant).address());
        return new BigDecimal(atomic, settings.decimals());
    }

    /** Pays and is paid with this key from now on; keys used before are kept. */
    public void importKey(TenantId tenant, String hex) {
        try {
            store.activate(tenant, sealed(tenant, EvmKey.of(hex)));
        } catch (IllegalArgumentException e) {
            throw PaymentProblem.KEY_INVALID.because("A private key of secp256k1 in hex is expected");
        }
    }

    public EvmKey key(TenantId tenant) {
        var sealed = sealed(tenant);
        return EvmKey.of(vault.openText(sealed.key(), purpose(tenant, sealed.address())));
    }

    private WalletStore.Sealed sealed(TenantId tenant) {
        var known = store.active(tenant);
        if (known.isPresent()) {
            return known.get();
        }
        store.addFirst(tenant, sealed(tenant, EvmKey.generate()));
        return store.active(tenant).orElseThrow();
    }

    private WalletStore.Sealed sealed(TenantId tenant, EvmKey key) {
        return new WalletStore.Sealed(key.address(), vault.sealText(key.hex(), purpose(tenant, key.address())));
    }

    private static String purpose(TenantId tenant, Address address) {
        return "payment_wallet.key:" + tenant + ":" + address.value();
    }
}
