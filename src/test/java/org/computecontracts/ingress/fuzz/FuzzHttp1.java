package org.computecontracts.ingress.fuzz;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.ProtocolException;
import java.net.SocketTimeoutException;
import org.jspecify.annotations.Nullable;

/** A visitor's HTTP/1.1 connection: bytes as they are given out, answers in. */
class FuzzHttp1 implements FuzzConnection {
    private static final int LARGE = 64 * 1024;
    private static final int UPLOAD_ENDS_MILLIS = 300;

    private final FuzzDoor.Entered entered;
    private final String authority;
    final FuzzWire wire;
    private volatile boolean open = true;
    private @Nullable Thread upload;

    FuzzHttp1(FuzzDoor door, String host) throws IOException {
        entered = door.enter(host, "http/1.1");
        authority = door.authority(host);
        wire = new FuzzWire(entered.tls(), true);
    }

    @Override
    public FuzzAnswer exchange(FuzzRequest request, long millis) throws FuzzBroken {
        wire.within(millis);
        try {
            if (wire.unread() > 0) {
                throw new ProtocolException("bytes that nobody asked for");
            }
            wire.forget();
            send(request.http1Head(authority));
            if (request.body().length > LARGE) {
                // Beside, for the answer may come first
                upload = Thread.ofPlatform().daemon().name("fuzz upload").start(() -> sendQuietly(request.http1Body()));
            } else {
                send(request.http1Body());
            }
        } catch (IOException e) {
            close();
            throw broken(e);
        }
        return answer(request.method(), millis);
    }

    FuzzAnswer answer(String method, long millis) throws FuzzBroken {
        wire.within(millis);
        try {
            var answer = readAnswer(method);
            if (answer.isLast() || answer.status() == 101 || isUploading()) {
                close();
            }
            return answer;
        } catch (IOException e) {
            close();
            throw broken(e);
        }
    }

    /** Answered before all was sent: what is sent on would look like the next request. */
    private boolean isUploading() {
        if (upload != null) {
            try {
                upload.join(UPLOAD_ENDS_MILLIS);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
        return upload != null && upload.isAlive();
    }

    private FuzzAnswer readAnswer(String method) throws IOException {
        while (true) {
            var head = FuzzHead.read(wire);
            if (head == null) {
                throw new EOFException("closed without an answer");
            }
            if (!head.start().matches("HTTP/1\\.1 [1-9]\\d\\d( .*)?")) {
                throw new ProtocolException("not a status line: " + head.start());
            }
            var status = Integer.parseInt(head.start().substring(9, 12));
            if (status >= 200 || status == 101) {
                return new FuzzAnswer(status, head.headers(), body(head, method, status));
            }
        }
    }

    private byte[] body(FuzzHead head, String method, int status) throws IOException {
        var body = new ByteArrayOutputStream();
        if (method.equals("HEAD") || status == 204 || status == 304 || status == 101) {
            return body.toByteArray();
        }
        if (head.isChunked() || head.length() >= 0) {
            head.copyBody(wire, body);
        } else {
            wire.copyRest(body);
            close();
        }
        return body.toByteArray();
    }

    private FuzzBroken broken(IOException e) {
        var how = switch (e) {
            case SocketTimeoutException late -> FuzzBroken.How.HANGS;
            case ProtocolException wrong -> FuzzBroken.How.MALFORMED;
            default -> FuzzBroken.How.CLOSED;
        };
        return new FuzzBroken(how, String.valueOf(e.getMessage()), wire.seen());
    }

    void send(byte[] bytes) throws IOException {
        entered.tls().getOutputStream().write(bytes);
    }

    private void sendQuietly(byte[] bytes) {
        try {
            send(bytes);
        } catch (IOException e) {
            // The answer tells how it went
            return;
        }
    }

    String authority() {
        return authority;
    }

    /** With a TCP reset. */
    void reset() throws IOException {
        open = false;
        entered.reset();
    }

    @Override
    public boolean isOpen() {
        return open;
    }

    @Override
    public void close() {
        open = false;
        try {
            entered.tcp().close();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
