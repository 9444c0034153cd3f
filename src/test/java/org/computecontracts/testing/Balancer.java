package org.computecontracts.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/** What an operator has in front of several nodes: each connection goes to the next of them that takes it. */
public final class Balancer implements AutoCloseable {
    private final ServerSocket server;
    private final List<Integer> ports;
    private final AtomicInteger count = new AtomicInteger();

    private Balancer(ServerSocket server, List<Integer> ports) {
        this.server = server;
        this.ports = List.copyOf(ports);
    }

    /** Listens on loopback; forwards to these ports of it. */
    public static Balancer on(int port, List<Integer> ports) {
        try {
            var balancer = new Balancer(new ServerSocket(port, 200, InetAddress.getLoopbackAddress()), ports);
            Thread.ofVirtual().start(balancer::accept);
            return balancer;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                var visitor = server.accept();
                Thread.ofVirtual().start(() -> forward(visitor));
            } catch (IOException e) {
                return; // closed
            }
        }
    }

    private void forward(Socket visitor) {
        var node = connected();
        if (node.isEmpty()) {
            close(visitor);
            return;
        }
        Thread.ofVirtual().start(() -> copy(visitor, node.get()));
        copy(node.get(), visitor);
    }

    private Optional<Socket> connected() {
        var order = new ArrayList<>(ports);
        Collections.rotate(order, count.getAndIncrement());
        for (var port : order) {
            try {
                return Optional.of(new Socket(InetAddress.getLoopbackAddress(), port));
            } catch (IOException e) {
                continue; // that node is down
            }
        }
        return Optional.empty();
    }

    private static void copy(Socket from, Socket to) {
        try (InputStream in = from.getInputStream();
                OutputStream out = to.getOutputStream()) {
            in.transferTo(out);
        } catch (IOException e) {
            close(from); // the other side has gone
        } finally {
            close(to);
        }
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        try {
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
