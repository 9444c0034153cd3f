package org.computecontracts.payment.chain;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.computecontracts.payment.PaymentProblem;
import org.computecontracts.payment.Terms;
import org.computecontracts.payment.evm.Address;
import org.computecontracts.payment.evm.TokenDomain;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** The one chain and asset paid in, and how careful to be. */
@Dependent
public class PaymentSettings {
    /** JSON-RPC endpoint of a node of the chain. Empty: no chain, nothing is paid and nothing is asked for. */
    @Inject
    @ConfigProperty(name = "cc.payment.rpc-url")
    Optional<URI> rpcUrl = Optional.empty();

    /** The chain, as a CAIP-2 identifier of the namespace eip155. */
    @Inject
    @ConfigProperty(name = "cc.payment.network", defaultValue = "eip155:84532")
    String network = "eip155:84532";

    /** Address of the token paid in: one with transfers by authorization (EIP-3009). */
    @Inject
    @ConfigProperty(name = "cc.payment.asset", defaultValue = "0x036CbD53842c5426634e7929541eC2318f3dCF7e")
    String asset = "0x036CbD53842c5426634e7929541eC2318f3dCF7e";

    /** Name in the token's EIP-712 domain: "USDC" on Base Sepolia, "USD Coin" on most others. */
    @Inject
    @ConfigProperty(name = "cc.payment.asset-name", defaultValue = "USDC")
    String assetName = "USDC";

    /** Version in the token's EIP-712 domain. */
    @Inject
    @ConfigProperty(name = "cc.payment.asset-version", defaultValue = "2")
    String assetVersion = "2";

    /** Decimals of the token. */
    @Inject
    @ConfigProperty(name = "cc.payment.decimals", defaultValue = "6")
    int decimals = 6;

    /** What bids call the token. */
    @Inject
    @ConfigProperty(name = "cc.payment.currency", defaultValue = "USDC")
    String currency = "USDC";

    /** File with the private key, in hex, of the account that pays the gas of settlements; it can be sealed by the vault. */
    @Inject
    @ConfigProperty(name = "cc.payment.gas-key-file")
    Optional<Path> gasKeyFile = Optional.empty();

    /** Gas limit of a settlement; a plain account needs about 100,000, a contract wallet more. */
    @Inject
    @ConfigProperty(name = "cc.payment.gas-limit", defaultValue = "250000")
    long gasLimit = 250_000;

    /** How long a signed payment may stay valid (maxTimeoutSeconds of a demand). */
    @Inject
    @ConfigProperty(name = "cc.payment.validity", defaultValue = "PT5M")
    Duration validity = Duration.ofMinutes(5);

    /** How much of its validity a payment must have left when it comes in. */
    @Inject
    @ConfigProperty(name = "cc.payment.settle-budget", defaultValue = "PT20S")
    Duration settleBudget = Duration.ofSeconds(20);

    /** How long a paying request waits for its transaction before it is told to come again. */
    @Inject
    @ConfigProperty(name = "cc.payment.settle-wait", defaultValue = "PT8S")
    Duration settleWait = Duration.ofSeconds(8);

    /** After how long in no block a transaction is sent again with a higher fee. */
    @Inject
    @ConfigProperty(name = "cc.payment.bump-after", defaultValue = "PT60S")
    Duration bumpAfter = Duration.ofSeconds(60);

    /** Blocks on top of a block before it counts: that a payment in it is made, or that one which expired by then never will be. */
    @Inject
    @ConfigProperty(name = "cc.payment.confirmations", defaultValue = "0")
    int confirmations = 0;

    /** Blocks on top of a payment's block before it is no longer watched for a reorganisation of the chain. */
    @Inject
    @ConfigProperty(name = "cc.payment.final-depth", defaultValue = "600")
    int finalDepth = 600;

    /** The most one payment of a tenant may be unless it says otherwise, in the currency's main unit. */
    @Inject
    @ConfigProperty(name = "cc.payment.limit-per-payment", defaultValue = "25")
    BigDecimal limitPerPayment = BigDecimal.valueOf(25);

    /** The most all payments of a tenant in 24 hours may be unless it says otherwise, in the currency's main unit. */
    @Inject
    @ConfigProperty(name = "cc.payment.limit-per-day", defaultValue = "100")
    BigDecimal limitPerDay = BigDecimal.valueOf(100);

    /** Settlements in 24 hours that our facilitator carries out for a tenant's own x402 servers; the gas is ours. */
    @Inject
    @ConfigProperty(name = "cc.payment.facilitated-per-day", defaultValue = "100")
    int facilitatedPerDay = 100;

    /** TERMS_INVALID says what is wrong with a price or its currency, whether or not there is a chain to pay it on. */
    public void requirePayable(BigDecimal price, String offered) {
        if (!offered.equalsIgnoreCase(currency)) {
            throw PaymentProblem.TERMS_INVALID.because(
                    "currency must be %s: paid here is %s, not %s", currency, currency, offered);
        }
        if (price.stripTrailingZeros().scale() > decimals || price.precision() > 78) {
            throw PaymentProblem.TERMS_INVALID.because(
                    "price must have no more than %d decimals, as %s has", decimals, currency);
        }
    }

    /** The terms of a bid on this chain; TERMS_INVALID when they cannot be paid here. */
    public Terms terms(BigDecimal cost, String offered, String payTo) {
        requirePayable(cost, offered);
        return new Terms(
                cost.movePointRight(decimals).toBigIntegerExact(),
                network,
                asset,
                assetName,
                assetVersion,
                decimals,
                payee(payTo).checksummed());
    }

    /** Whether payments are possible at all; where not, bids are free. */
    public boolean hasChain() {
        return rpcUrl.isPresent();
    }

    /** What the ledger counts in the token's smallest unit, in its main one. */
    public BigDecimal inUnits(BigInteger atomic) {
        return new BigDecimal(atomic, decimals);
    }

    public String currency() {
        return currency;
    }

    public String network() {
        return network;
    }

    public TokenDomain domain() {
        return new TokenDomain(assetName, assetVersion, chainId(), new Address(asset));
    }

    private long chainId() {
        return Long.parseLong(network.substring("eip155:".length()));
    }

    private static Address payee(String payTo) {
        try {
            var address = new Address(payTo);
            if (!address.isZero()) {
                return address;
            }
        } catch (IllegalArgumentException e) {
            throw PaymentProblem.TERMS_INVALID
                    .because("%s is not an address", payTo)
                    .causedBy(e);
        }
        throw PaymentProblem.TERMS_INVALID.because("The payee is the zero address");
    }

    public String asset() {
        return asset;
    }

    public int decimals() {
        return decimals;
    }

    public long gasLimit() {
        return gasLimit;
    }

    public Duration validity() {
        return validity;
    }

    public Duration settleBudget() {
        return settleBudget;
    }

    public Duration settleWait() {
        return settleWait;
    }

    public Duration bumpAfter() {
        return bumpAfter;
    }

    public int confirmations() {
        return confirmations;
    }

    public int finalDepth() {
        return finalDepth;
    }

    public BigDecimal limitPerPayment() {
        return limitPerPayment;
    }

    public BigDecimal limitPerDay() {
        return limitPerDay;
    }

    public int facilitatedPerDay() {
        return facilitatedPerDay;
    }
}
