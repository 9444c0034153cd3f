package org.computecontracts.ingress;

import java.io.EOFException;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** One connection as the server behind the front has it. */
class Wire {
    private final Socket socket;
    private final RawInput in;
    private boolean isBodyLeft;
    private Heard current = new Heard("", "", "");

    Wire(Socket socket) throws IOException {
        this.socket = socket;
        this.in = RawInput.of(socket.getInputStream());
        socket.setTcpNoDelay(true);
    }

    String kept() {
        return in.kept();
    }

    void forget() {
        in.forget();
    }

    boolean isOpen() {
        return !socket.isClosed();
    }

    /** The head of the next request; its body is still to be read. */
    Heard head() throws IOException {
        current = new Heard(in.head(), "", "");
        isBodyLeft = true;
        return current;
    }

    /** The request with its body. As many servers do, takes what follows a TRACE as the next request. */
    Heard whole() throws IOException {
        if (!isBodyLeft) {
            return current;
        }
        var body = new StringBuilder();
        var trailers = "";
        if (!current.header("transfer-encoding").isEmpty()) {
            trailers = in.chunks(body);
        } else if (!current.header("content-length").isEmpty()
                && !current.method().equals("TRACE")) {
            in.bytes(body, Long.parseLong(current.header("content-length").getFirst()));
        }
        isBodyLeft = false;
        current = new Heard(current.head(), body.toString(), trailers);
        return current;
    }

    /** Takes what follows for the next request, whatever the head says. */
    Wire ignoreBody() {
        isBodyLeft = false;
        return this;
    }

    boolean isBodyLeft() {
        return isBodyLeft;
    }

    Wire send(String bytes) throws IOException {
        socket.getOutputStream().write(bytes.getBytes(StandardCharsets.ISO_8859_1));
        socket.getOutputStream().flush();
        return this;
    }

    /** An answer with a length. */
    Wire answer(String statusAndFields, String body) throws IOException {
        return send("HTTP/1.1 " + statusAndFields + "\r\nContent-Length: " + body.length() + "\r\n\r\n" + body);
    }

    /** The usual answer: what was asked for. */
    Wire ok() throws IOException {
        var body = current.method().equals("HEAD") ? "" : current.target();
        return send(
                "HTTP/1.1 200 OK\r\nDate: Sun, 06 Nov 1994 08:49:37 GMT\r\nContent-Type: text/plain\r\nContent-Length: "
                        + current.target().length() + "\r\n\r\n" + body);
    }

    Wire pause(long millis) {
        Ssh.sleep(millis);
        return this;
    }

    /** Bytes of no HTTP, for a protocol that took its place. */
    String bytes(int count) throws IOException {
        var bytes = new StringBuilder();
        in.bytes(bytes, count);
        return bytes.toString();
    }

    void untilTheEnd() throws IOException {
        in.toTheEnd(new StringBuilder());
        throw new EOFException();
    }

    void close() throws IOException {
        socket.close();
    }

    void reset() throws IOException {
        socket.setSoLinger(true, 0);
        socket.close();
    }
}
