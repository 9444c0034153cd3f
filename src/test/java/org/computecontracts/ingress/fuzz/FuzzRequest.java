package org.computecontracts.ingress.fuzz;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.computecontracts.ingress.fuzz.FuzzHead.Header;

/**
 * A request that is well-formed on the visitor's side.
 *
 * @param chunked without telling the body's length before
 */
record FuzzRequest(String method, String path, List<Header> headers, byte[] body, boolean chunked) {
    private static final int CHUNK = 8 * 1024;

    byte[] http1Head(String host) {
        var head = new StringBuilder(method + " " + path + " HTTP/1.1\r\nHost: " + host + "\r\n");
        headers.forEach(header -> head.append(header).append("\r\n"));
        if (chunked) {
            head.append("Transfer-Encoding: chunked\r\n");
        } else if (body.length > 0 || method.startsWith("P")) {
            head.append("Content-Length: ").append(body.length).append("\r\n");
        }
        return head.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1);
    }

    byte[] http1Body() {
        if (!chunked) {
            return body;
        }
        var out = new ByteArrayOutputStream();
        for (var at = 0; at < body.length; at += CHUNK) {
            var size = Math.min(CHUNK, body.length - at);
            out.writeBytes((Integer.toHexString(size) + "\r\n").getBytes(StandardCharsets.ISO_8859_1));
            out.write(body, at, size);
            out.writeBytes(new byte[] {'\r', '\n'});
        }
        out.writeBytes("0\r\n\r\n".getBytes(StandardCharsets.ISO_8859_1));
        return out.toByteArray();
    }

    List<Header> http2Headers(String host) {
        var all = new ArrayList<>(List.of(
                new Header(":method", method),
                new Header(":scheme", "https"),
                new Header(":authority", host),
                new Header(":path", path)));
        all.addAll(headers);
        if (!chunked && body.length > 0) {
            all.add(new Header("content-length", "" + body.length));
        }
        return all;
    }

    boolean expectsContinue() {
        return headers.stream().anyMatch(header -> header.name().equals("expect"));
    }
}
