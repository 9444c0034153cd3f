package org.computecontracts.payment.chain;

import jakarta.persistence.Embeddable;
import java.math.BigInteger;
import java.util.Optional;
import org.computecontracts.atproto.AtUri;
import org.computecontracts.atproto.Cid;
import org.computecontracts.atproto.StrongRef;
import org.computecontracts.payment.PaymentOrder;
import org.computecontracts.payment.evm.Address;
import org.computecontracts.payment.evm.Authorization;
import org.computecontracts.payment.evm.Word;
import org.computecontracts.payment.wire.Version;
import org.jspecify.annotations.Nullable;

/** What a payer signed, and the accept it shall pay for. It never changes. */
@Embeddable
public class SignedTerms {
    private @Nullable AtUri acceptUri;
    private @Nullable Cid acceptCid;
    private int x402Version;
    private String network;
    private Address asset;
    private Address payTo;
    private BigInteger amount;
    private Address payer;
    private Word authNonce;
    private BigInteger validAfter;
    private BigInteger validBefore;

    @SuppressWarnings("NullAway.Init") // filled by the persistence provider
    protected SignedTerms() {}

    public static SignedTerms of(PaymentOrder order, Version version, Authorization a) {
        var terms = new SignedTerms();
        terms.acceptUri = order.accept().uri();
        terms.acceptCid = order.accept().cid();
        terms.x402Version = version.number();
        terms.network = order.expected().network();
        terms.asset = new Address(order.expected().asset());
        terms.payTo = a.to();
        terms.amount = a.value();
        terms.payer = a.from();
        terms.authNonce = a.nonce();
        terms.validAfter = a.validAfter();
        terms.validBefore = a.validBefore();
        return terms;
    }

    /** The same authorization, network, asset and payer by its nonce, with another signature under other times. */
    public void signedAnew(Offer offer) {
        x402Version = offer.x402Version();
        payTo = offer.authorization().to();
        amount = offer.authorization().value();
        validAfter = offer.authorization().validAfter();
        validBefore = offer.authorization().validBefore();
    }

    public Optional<StrongRef> accept() {
        return acceptUri == null || acceptCid == null
                ? Optional.empty()
                : Optional.of(new StrongRef(acceptUri, acceptCid));
    }

    public Authorization authorization() {
        return new Authorization(payer, payTo, amount, validAfter, validBefore, authNonce);
    }

    public Version x402() {
        return Version.of(x402Version);
    }

    public String network() {
        return network;
    }
}
