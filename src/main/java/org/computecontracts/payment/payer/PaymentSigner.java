package org.computecontracts.payment.payer;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.UUID;
import org.computecontracts.kernel.TenantId;
import org.computecontracts.kernel.Vault;
import org.computecontracts.payment.Limits;
import org.computecontracts.payment.PaymentOrder;
import org.computecontracts.payment.PaymentProblem;
import org.computecontracts.payment.Terms;
import org.computecontracts.payment.chain.Chain;
import org.computecontracts.payment.chain.PaymentSettings;
import org.computecontracts.payment.chain.SignedTerms;
import org.computecontracts.payment.evm.Address;
import org.computecontracts.payment.evm.Authorization;
import org.computecontracts.payment.evm.Token;
import org.computecontracts.payment.evm.Word;
import org.computecontracts.payment.wallet.WalletStore;
import org.computecontracts.payment.wallet.Wallets;
import org.computecontracts.payment.wire.PaymentPayload;
import org.computecontracts.payment.wire.PaymentRequired;
import org.computecontracts.payment.wire.Requirement;

/** Signs a tenant's payments, within its limits and its means. */
@ApplicationScoped
public class PaymentSigner {
    private static final SecureRandom RANDOM = new SecureRandom();

    @Inject
    PaymentSettings settings;

    @Inject
    Wallets wallets;

    @Inject
    WalletStore store;

    @Inject
    OutgoingStore outgoing;

    @Inject
    Chain chain;

    @Inject
    Vault vault;

    @Inject
    Clock clock;

    Limits limits(TenantId tenant) {
        return store.limits(tenant).orElseGet(() -> new Limits(settings.limitPerPayment(), settings.limitPerDay()));
    }

    void change(TenantId tenant, Limits limits) {
        store.change(tenant, limits);
    }

    /** The stored payment of this order: the one just signed, or the one another request was faster with. */
    Outgoing sign(TenantId tenant, PaymentOrder order, PaymentRequired demand, Requirement chosen) {
        var limits = limits(tenant);
        var expected = order.expected();
        if (expected.cost().compareTo(limits.perPayment()) > 0) {
            throw PaymentProblem.OVER_LIMIT.because(
                    "%s is more than the %s allowed a payment", expected.cost(), limits.perPayment());
        }
        var token = chain.token();
        requireOurChain(expected);
        var key = wallets.key(tenant);
        var balance = token.balance(key.address());
        if (balance.compareTo(expected.amount()) < 0) {
            throw PaymentProblem.INSUFFICIENT_FUNDS.because(
                    "%s has %s %s, asked is %s",
                    key.address(), new BigDecimal(balance, expected.decimals()), settings.currency(), expected.cost());
        }
        var authorization = authorization(key.address(), chosen, expected);
        var signature = key.sign(token.domain().digest(authorization));
        var header = PaymentPayload.header(demand, chosen, authorization, signature);
        return outgoing.begin(
                stored(tenant, order, demand, authorization, header, token),
                order.accept(),
                limits.perDay().movePointRight(expected.decimals()).toBigInteger(),
                clock.instant());
    }

    private void requireOurChain(Terms expected) {
        if (!expected.network().equals(settings.network()) || !expected.asset().equalsIgnoreCase(settings.asset())) {
            throw PaymentProblem.TERMS_INVALID.because(
                    "%s on %s cannot be paid from here, only %s on %s",
                    expected.asset(), expected.network(), settings.asset(), settings.network());
        }
    }

    private Authorization authorization(Address payer, Requirement chosen, Terms expected) {
        var nonce = new byte[32];
        RANDOM.nextBytes(nonce);
        var life = Math.min(
                Math.max(chosen.maxTimeoutSeconds(), 1), settings.validity().toSeconds());
        return new Authorization(
                payer,
                new Address(expected.payTo()),
                expected.amount(),
                BigInteger.ZERO,
                BigInteger.valueOf(clock.instant().getEpochSecond() + life),
                Word.of(nonce));
    }

    private Outgoing stored(
            TenantId tenant,
            PaymentOrder order,
            PaymentRequired demand,
            Authorization authorization,
            String header,
            Token token) {
        var id = UUID.randomUUID();
        return Outgoing.signed(
                id,
                tenant,
                order,
                SignedTerms.of(order, demand.version(), authorization),
                vault.sealText(header, Outgoing.purpose(id)),
                token.node().latest().number(),
                clock.instant());
    }
}
