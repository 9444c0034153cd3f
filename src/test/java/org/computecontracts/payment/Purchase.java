package org.computecontracts.payment;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.computecontracts.atproto.AtUri;
import org.computecontracts.atproto.Cid;
import org.computecontracts.atproto.StrongRef;
import org.computecontracts.kernel.Json;
import org.computecontracts.kernel.TenantId;
import org.computecontracts.kernel.http.HttpAnswer;
import org.computecontracts.payment.chain.PaymentSettings;
import org.computecontracts.payment.evm.Address;
import org.computecontracts.payment.evm.Authorization;
import org.computecontracts.payment.evm.EvmKey;
import org.computecontracts.payment.evm.Signature;
import org.computecontracts.payment.evm.TokenDomain;
import org.computecontracts.payment.evm.Word;
import org.computecontracts.payment.seller.PaywallAnswer;
import org.computecontracts.payment.seller.PaywallRequest;
import org.computecontracts.payment.wire.PaymentPayload;
import org.computecontracts.payment.wire.PaymentRequired;

/** One accept to be paid for, and payments for it as a stranger's client would make them. */
public record Purchase(StrongRef accept, Terms terms) {
    private static final SecureRandom RANDOM = new SecureRandom();

    /** For a payee nobody has paid before. */
    public static Purchase ofCents(long cents) {
        return ofCents(cents, EvmKey.generate().address().checksummed());
    }

    public static Purchase ofCents(long cents, String payTo) {
        var name = Long.toUnsignedString(RANDOM.nextLong(), 36);
        var uri = new AtUri("at://did:plc:ewvi7nxzyoun6zhxrhs64oiz/com.publicdomainrelay.temp.market.accept/" + name);
        var cid = Cid.ofRecord(Json.object().put("name", name));
        var terms = new PaymentSettings().terms(BigDecimal.valueOf(cents, 2), "USDC", payTo);
        return new Purchase(new StrongRef(uri, cid), terms);
    }

    public URI resource() {
        return URI.create("https://bob.example/ccr/" + accept.uri().value() + "/"
                + accept.cid().value());
    }

    public PaywallRequest unpaid() {
        return new PaywallRequest(accept, resource(), terms, Map.of());
    }

    public PaywallRequest with(String header) {
        return new PaywallRequest(accept, resource(), terms, Map.of("payment-signature", header));
    }

    public Authorization authorization(EvmKey payer) {
        return authorization(payer, terms.amount(), Instant.now().getEpochSecond() + 300);
    }

    public Authorization authorization(EvmKey payer, BigInteger amount, long validBefore) {
        var nonce = new byte[32];
        RANDOM.nextBytes(nonce);
        return new Authorization(
                payer.address(),
                new Address(terms.payTo()),
                amount,
                BigInteger.ZERO,
                BigInteger.valueOf(validBefore),
                Word.of(nonce));
    }

    public static Signature signed(EvmKey payer, Authorization a) {
        return payer.sign(new PaymentSettings().domain().digest(a));
    }

    public static Signature signed(EvmKey payer, Authorization a, TokenDomain domain) {
        return payer.sign(domain.digest(a));
    }

    /** The header of version 2 that answers our own demand with this authorization. */
    public String header(PaywallAnswer demand, Authorization a, Signature signature) {
        var answer = (PaywallAnswer.Demand) demand;
        var headers = Map.of(
                PaymentRequired.HEADER.toLowerCase(Locale.ROOT),
                List.of(answer.headers().get(PaymentRequired.HEADER)));
        var read = PaymentRequired.read(
                new HttpAnswer(resource(), 402, headers, answer.body().getBytes(StandardCharsets.UTF_8)));
        return PaymentPayload.header(read, read.accepts().getFirst(), a, signature);
    }

    public String header(Bench bench, TenantId seller, EvmKey payer) {
        var a = authorization(payer);
        return header(bench.paywall.ask(seller, unpaid()), a, signed(payer, a));
    }

    /** What a seller's own server of version 1 asks a facilitator, for what it sells at this address. */
    public ObjectNode facilitated(Authorization a, String resource) {
        var request = Json.object().put("x402Version", 1);
        request.putObject("paymentRequirements")
                .put("scheme", "exact")
                .put("network", "base-sepolia")
                .put("maxAmountRequired", terms.amount().toString())
                .put("asset", terms.asset())
                .put("payTo", terms.payTo())
                .put("resource", resource);
        var payload = request.putObject("paymentPayload")
                .put("x402Version", 1)
                .put("scheme", "exact")
                .put("network", "base-sepolia")
                .putObject("payload")
                .put("signature", signed(LocalChain.ALICE, a).value());
        payload.putObject("authorization")
                .put("from", a.from().value())
                .put("to", a.to().value())
                .put("value", a.value().toString())
                .put("validAfter", a.validAfter().toString())
                .put("validBefore", a.validBefore().toString())
                .put("nonce", a.nonce().value());
        return request;
    }
}
