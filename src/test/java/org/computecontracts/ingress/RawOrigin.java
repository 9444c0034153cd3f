package org.computecontracts.ingress;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;

/**
 * Stands in for a workload, or for the portal's own server: knows every byte it was sent, and answers what was asked for, or by
 * a script for the path, which may do what no server does.
 */
class RawOrigin implements AutoCloseable {
    /** Answers one request whose head has come; its body is read afterwards unless the script did. */
    interface Script {
        void answer(Heard request, Wire wire) throws IOException;
    }

    private final ServerSocket server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Map<String, Script> scripts = new ConcurrentHashMap<>();
    private final List<Wire> wires = new CopyOnWriteArrayList<>();
    private final List<Socket> sockets = new CopyOnWriteArrayList<>();
    private final List<Heard> heard = new CopyOnWriteArrayList<>();
    private final AtomicInteger connections = new AtomicInteger();
    private volatile String greeting = "";

    RawOrigin() {
        try {
            server = new ServerSocket(0, 512, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        threads.execute(this::accept);
    }

    int port() {
        return server.getLocalPort();
    }

    /** Requests whose path begins so are answered so. */
    void at(String path, Script script) {
        scripts.put(path, script);
    }

    /** Bytes for every connection as it is opened, before anything is asked. */
    void onConnect(String bytes) {
        greeting = bytes;
    }

    /** The requests that came whole, in the order they came. */
    List<Heard> heard() {
        return List.copyOf(heard);
    }

    Heard heard(String path) {
        return heard.stream()
                .filter(request -> request.path().equals(path))
                .findFirst()
                .orElseThrow(() -> new AssertionError(path + " has not come whole. " + bytes()));
    }

    List<String> targets() {
        return heard.stream().map(Heard::target).toList();
    }

    /** All bytes of all connections since {@link #forget}, whatever they mean. */
    String bytes() {
        return wires.stream().map(Wire::kept).collect(Collectors.joining());
    }

    /** How many have been opened. */
    int connections() {
        return connections.get();
    }

    /** What comes from now on is looked at by itself; kept connections stay. */
    void forget() {
        wires.removeIf(wire -> !wire.isOpen());
        wires.forEach(Wire::forget);
        heard.clear();
    }

    /** Ends the connections there are, so that nothing left in them spoils what comes. */
    void hangUp() {
        sockets.forEach(RawOrigin::close);
        sockets.clear();
        forget();
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                var socket = server.accept();
                connections.incrementAndGet();
                sockets.add(socket);
                var wire = new Wire(socket);
                wires.add(wire);
                threads.execute(() -> serve(wire, socket));
            } catch (IOException e) {
                // Closed: the loop ends
            }
        }
    }

    private void serve(Wire wire, Socket socket) {
        try (socket) {
            wire.send(greeting);
            while (wire.isOpen()) {
                var request = wire.head();
                script(request).answer(request, wire);
                if (wire.isOpen() && wire.isBodyLeft()) {
                    wire.whole();
                }
            }
        } catch (IOException | RuntimeException e) {
            // The connection is over, or not one that can go on
        }
    }

    private Script script(Heard request) {
        return scripts.entrySet().stream()
                .filter(entry -> request.path().startsWith(entry.getKey()))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse((head, wire) -> hear(wire).ok());
    }

    /** Reads the whole request and remembers it. */
    Wire hear(Wire wire) throws IOException {
        heard.add(wire.whole());
        return wire;
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
        hangUp();
        try {
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        threads.shutdownNow();
    }
}
