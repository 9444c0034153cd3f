package org.computecontracts.payment;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.computecontracts.kernel.Json;
import org.computecontracts.kernel.ProblemException;
import org.computecontracts.kernel.TenantId;
import org.computecontracts.payment.seller.PaywallAnswer;
import org.computecontracts.payment.seller.PaywallRequest;
import org.computecontracts.payment.wire.PaymentRequired;

/** A seller's server: each purchase has a path of its own behind the paywall; under {@code /v1} it speaks version 1 alone. */
public final class Shop implements AutoCloseable {
    private final Bench bench;
    private final TenantId seller;
    private final HttpServer server;
    private final Map<String, Purchase> goods = new ConcurrentHashMap<>();
    private final List<String> payments = new CopyOnWriteArrayList<>();
    private final AtomicInteger failures = new AtomicInteger();
    private final AtomicInteger losses = new AtomicInteger();

    public Shop(Bench bench, TenantId seller) throws IOException {
        this.bench = bench;
        this.seller = seller;
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(
                Executors.newFixedThreadPool(4, Thread.ofPlatform().daemon().factory()));
        server.createContext("/", this::serve);
        server.createContext("/facilitator/", this::facilitate);
        server.start();
    }

    /** Puts it up for sale and says where. */
    public URI sell(Purchase purchase, String prefix) {
        var path = prefix + "/ccr/" + purchase.accept().uri().value() + "/"
                + purchase.accept().cid().value();
        goods.put(path, purchase);
        return URI.create("http://127.0.0.1:" + port() + path);
    }

    public URI sell(Purchase purchase) {
        return sell(purchase, "");
    }

    URI facilitator() {
        return URI.create("http://127.0.0.1:" + port() + "/facilitator");
    }

    private int port() {
        return server.getAddress().getPort();
    }

    /** The payment headers that came, in their order. */
    public List<String> payments() {
        return List.copyOf(payments);
    }

    /** The next paid request is dealt with, but its answer is lost. */
    public void loseTheNextAnswer() {
        losses.set(1);
    }

    /** The next paid requests are answered with 500, and their payments not looked at. */
    public void failNext(int times) {
        failures.set(times);
    }

    private void serve(HttpExchange exchange) throws IOException {
        var headers = new HashMap<String, String>();
        exchange.getRequestHeaders()
                .forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), values.getFirst()));
        var purchase = goods.get(exchange.getRequestURI().getRawPath());
        if (purchase == null) {
            send(exchange, 404, Map.of(), "{}");
            return;
        }
        for (var name : List.of("payment-signature", "x-payment")) {
            if (headers.containsKey(name)) {
                payments.add(headers.get(name));
            }
        }
        if (!payments.isEmpty() && failures.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
            send(exchange, 500, Map.of(), "{}");
            return;
        }
        answer(exchange, new PaywallRequest(purchase.accept(), purchase.resource(), purchase.terms(), headers));
    }

    private void answer(HttpExchange exchange, PaywallRequest request) throws IOException {
        var onlyV1 = exchange.getRequestURI().getRawPath().startsWith("/v1/");
        switch (bench.paywall.ask(seller, request)) {
            case PaywallAnswer.Demand demand -> {
                var headers = new HashMap<>(demand.headers());
                if (onlyV1) {
                    headers.remove(PaymentRequired.HEADER);
                }
                send(exchange, demand.status(), headers, demand.body());
            }
            case PaywallAnswer.Pending pending -> send(exchange, pending.status(), pending.headers(), pending.body());
            case PaywallAnswer.Settled settled ->
                send(
                        exchange,
                        losses.getAndSet(0) > 0 ? 502 : 200,
                        settled.headers(),
                        Json.write(Json.object()
                                .put("receipt", settled.payment().id().toString())));
        }
    }

    /** As the container's edge does it, for one tenant. */
    private void facilitate(HttpExchange exchange) throws IOException {
        var body = exchange.getRequestBody().readAllBytes();
        try {
            var answer = switch (exchange.getRequestURI().getPath()) {
                case "/facilitator/supported" -> bench.facilitator.supported();
                case "/facilitator/verify" -> bench.facilitator.verify(Json.readObject(body));
                default -> bench.facilitator.settle(seller, Json.readObject(body));
            };
            send(exchange, 200, Map.of(), Json.write(answer));
        } catch (ProblemException e) {
            send(exchange, e.type().status(), Map.of(), Json.write(Json.object().put("detail", e.detail())));
        }
    }

    private static void send(HttpExchange exchange, int status, Map<String, String> headers, String body)
            throws IOException {
        var bytes = body.getBytes(StandardCharsets.UTF_8);
        headers.forEach(exchange.getResponseHeaders()::set);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
