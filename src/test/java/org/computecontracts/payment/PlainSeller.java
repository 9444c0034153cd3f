package org.computecontracts.payment;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.computecontracts.payment.evm.Erc3009;
import org.computecontracts.payment.wire.PaymentPayload;
import org.computecontracts.payment.wire.PaymentRequired;
import org.computecontracts.payment.wire.Requirement;
import org.computecontracts.payment.wire.Resource;
import org.computecontracts.payment.wire.SettleResponse;
import org.computecontracts.payment.wire.Version;

/**
 * A stranger's server with an unmodified x402 middleware: it settles before it answers, remembers nothing, and refuses a
 * payment it is shown a second time, with its reason in PAYMENT-REQUIRED alone.
 */
public final class PlainSeller implements AutoCloseable {
    private final LocalChain chain;
    private final Purchase purchase;
    private final Behaviour behaviour;
    private final HttpServer server;
    private final AtomicInteger shown = new AtomicInteger();

    public enum Behaviour {
        /** Settles, and the connection breaks. */
        HANGS_UP,
        /** Settles, and fails. */
        FAILS,
        /** Settles, and answers with a page. */
        ANSWERS_HTML,
        /** Settles nothing and names a transaction that is none. */
        LIES,
        /** Settles nothing, names none, and delivers. */
        GIVES,
        /** Settles nothing and says no. */
        REFUSES
    }

    public PlainSeller(LocalChain chain, Purchase purchase, Behaviour behaviour) {
        this.chain = chain;
        this.purchase = purchase;
        this.behaviour = behaviour;
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(
                Executors.newFixedThreadPool(2, Thread.ofPlatform().daemon().factory()));
        server.createContext("/", this::serve);
        server.start();
    }

    public PaymentOrder order() {
        var url = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/machine");
        return new PaymentOrder(purchase.accept(), url, purchase.terms(), "a machine");
    }

    public int timesShown() {
        return shown.get();
    }

    private void serve(HttpExchange exchange) throws IOException {
        var header = exchange.getRequestHeaders().getFirst(Version.V2.paymentHeader());
        if (header == null) {
            demand(exchange, "Payment required");
            return;
        }
        shown.incrementAndGet();
        var payment = PaymentPayload.in(Map.of("payment-signature", header)).orElseThrow();
        if (chain.isConsumed(payment.authorization())) {
            demand(exchange, "invalid_exact_evm_nonce_already_used");
            return;
        }
        switch (behaviour) {
            case HANGS_UP, FAILS, ANSWERS_HTML ->
                chain.sendAsStranger(Erc3009.transfer(payment.authorization(), payment.signature()));
            case LIES, GIVES, REFUSES -> {}
        }
        switch (behaviour) {
            case HANGS_UP -> exchange.close();
            case FAILS -> send(exchange, 500, "Internal Server Error");
            case ANSWERS_HTML -> send(exchange, 200, "<html>Thank you</html>");
            case LIES -> {
                SettleResponse.settled("0x" + "ab".repeat(32), purchase.terms().network(), "")
                        .header(Version.V2)
                        .forEach(exchange.getResponseHeaders()::set);
                send(exchange, 200, "{}");
            }
            case GIVES -> send(exchange, 200, "{}");
            case REFUSES -> demand(exchange, "payer_is_\u202eblocked");
        }
    }

    private void demand(HttpExchange exchange, String error) throws IOException {
        var terms = purchase.terms();
        exchange.getResponseHeaders()
                .set(
                        PaymentRequired.HEADER,
                        PaymentRequired.header(
                                Resource.json(exchange.getRequestURI().toString(), "a machine"),
                                new Requirement(
                                        Requirement.EXACT,
                                        terms.network(),
                                        terms.amount(),
                                        terms.asset(),
                                        terms.payTo(),
                                        300,
                                        terms.assetName(),
                                        terms.assetVersion()),
                                error));
        send(exchange, 402, "{}");
    }

    private static void send(HttpExchange exchange, int status, String body) throws IOException {
        var bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
