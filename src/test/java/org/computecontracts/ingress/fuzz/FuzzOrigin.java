package org.computecontracts.ingress.fuzz;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The server behind the tunnel, or in the portal's place: honest to requests under {@code /honest}, and plays the tricks that
 * the paths under {@code /hostile} and {@code /mild} spell out, all on whatever connection they come. So a connection that a
 * trick has left dirty tells on itself when it is used again.
 */
class FuzzOrigin implements AutoCloseable {
    private static final int REMEMBERED = 400;

    final String name;
    final FuzzReport report;
    private final ServerSocket listening;
    private final Set<FuzzOriginConnection> open = ConcurrentHashMap.newKeySet();
    private final Deque<FuzzOriginConnection> recent = new ConcurrentLinkedDeque<>();
    private final AtomicInteger accepted = new AtomicInteger();
    private volatile boolean resting;

    FuzzOrigin(String name, int port, FuzzReport report) throws IOException {
        this.name = name;
        this.report = report;
        listening = new ServerSocket(port, 512, InetAddress.getLoopbackAddress());
        Thread.ofPlatform().daemon().name("fuzz origin " + name).start(this::accept);
    }

    private void accept() {
        while (!listening.isClosed()) {
            try {
                var connection = new FuzzOriginConnection(this, accepted.incrementAndGet(), listening.accept());
                open.add(connection);
                recent.addFirst(connection);
                if (recent.size() > REMEMBERED) {
                    recent.removeLast();
                }
                Thread.ofVirtual().start(connection);
            } catch (IOException e) {
                if (!listening.isClosed()) {
                    throw new IllegalStateException(e);
                }
            }
        }
    }

    int port() {
        return listening.getLocalPort();
    }

    int accepted() {
        return accepted.get();
    }

    int open() {
        return open.size();
    }

    void gone(FuzzOriginConnection connection) {
        open.remove(connection);
    }

    /** All visitors have gone: whoever plays dead may stop. */
    void rest(boolean now) {
        resting = now;
    }

    boolean isResting() {
        return resting;
    }

    /** What was played on the connections that this mark came by. */
    List<String> history(String mark) {
        return recent.stream()
                .map(FuzzOriginConnection::history)
                .filter(history -> history.contains(mark))
                .limit(3)
                .toList();
    }

    List<String> histories() {
        return open.stream().map(FuzzOriginConnection::history).toList();
    }

    @Override
    public void close() {
        try {
            listening.close();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        open.forEach(FuzzOriginConnection::close);
    }
}
