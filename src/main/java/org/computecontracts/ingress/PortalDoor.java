package org.computecontracts.ingress;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.SocketAddress;
import java.util.function.Supplier;

/** Closed until the portal behind the front serves: before, its server knows no application, or fails, at every path. */
class PortalDoor {
    private static final String OURS = "/.well-known/ssh-known-hosts";
    private static final int PAUSE_MILLIS = 100;
    private static final int PATIENCE_MILLIS = 5_000;

    private volatile boolean open;

    boolean isOpen() {
        return open;
    }

    void open() {
        open = true;
    }

    /** Asks the portal until it answers as itself. */
    void watch(Vertx vertx, HttpClient client, Supplier<SocketAddress> portal) {
        if (open) {
            return;
        }
        var question = new RequestOptions()
                .setServer(portal.get())
                .setHost("localhost")
                .setPort(80)
                .setURI(OURS)
                .setTimeout(PATIENCE_MILLIS);
        client.request(question)
                .compose(HttpClientRequest::send)
                .compose(answer -> answer.end().map(answer.statusCode()))
                .onComplete(status -> {
                    if (status.succeeded() && status.result() == 200) {
                        open();
                    } else {
                        vertx.setTimer(PAUSE_MILLIS, timer -> watch(vertx, client, portal));
                    }
                });
    }
}
