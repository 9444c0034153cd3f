package org.computecontracts.ingress;

import java.io.EOFException;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What came back to one request, as its bytes were; a byte is a character here. */
record RawAnswer(
        int status,
        String head,
        String body,
        String trailers,
        boolean isWhole,
        boolean isClosed,
        List<RawAnswer> interims) {
    /** In place of a status: the connection, or the stream, ended before one came. */
    static final int ENDED = 0;
    /** In place of a status: none came in time. */
    static final int SILENCE = -1;

    RawAnswer {
        interims = List.copyOf(interims);
    }

    static RawAnswer none(int status) {
        return new RawAnswer(status, "", "", "", false, status == ENDED, List.of());
    }

    List<Integer> interimStatuses() {
        return interims.stream().map(RawAnswer::status).toList();
    }

    List<String> header(String name) {
        var start = name.toLowerCase(Locale.ROOT) + ":";
        return head.lines()
                .skip(1)
                .filter(line -> line.toLowerCase(Locale.ROOT).startsWith(start))
                .map(line -> line.substring(start.length()).strip())
                .toList();
    }

    /** Whoever says so closes, sooner or later. */
    boolean saysClose() {
        return header("connection").stream().anyMatch("close"::equalsIgnoreCase);
    }

    static RawAnswer read(RawInput in, boolean toHead) {
        var interims = new ArrayList<RawAnswer>();
        try {
            while (true) {
                var head = in.head();
                var status = status(head);
                if (status >= 200 || status == 101) {
                    return read(in, status, head, toHead || status == 101, interims);
                }
                interims.add(new RawAnswer(status, head, "", "", true, false, List.of()));
            }
        } catch (SocketTimeoutException e) {
            return none(SILENCE).after(interims);
        } catch (IOException e) {
            return none(ENDED).after(interims);
        }
    }

    private static int status(String head) throws IOException {
        var words = head.split(" ", 3);
        if (words.length < 2 || !words[1].strip().matches("[1-9][0-9][0-9]")) {
            throw new IOException("no status line: " + head);
        }
        return Integer.parseInt(words[1].strip());
    }

    private RawAnswer after(List<RawAnswer> before) {
        return new RawAnswer(status, head, body, trailers, isWhole, isClosed, before);
    }

    private static RawAnswer read(RawInput in, int status, String head, boolean isBodiless, List<RawAnswer> interims) {
        var answer = new RawAnswer(status, head, "", "", true, false, interims);
        if (isBodiless || status == 204 || status == 304) {
            return answer;
        }
        var body = new StringBuilder();
        try {
            if (!answer.header("transfer-encoding").isEmpty()) {
                return new RawAnswer(status, head, body.toString(), in.chunks(body), true, false, interims).with(body);
            }
            var length = answer.header("content-length");
            if (length.isEmpty()) {
                in.toTheEnd(body);
                return new RawAnswer(status, head, body.toString(), "", true, true, interims);
            }
            in.bytes(body, Long.parseLong(length.getFirst()));
            return answer.with(body);
        } catch (EOFException e) {
            return new RawAnswer(status, head, body.toString(), "", false, true, interims);
        } catch (IOException e) {
            return new RawAnswer(status, head, body.toString(), "", false, false, interims);
        }
    }

    private RawAnswer with(StringBuilder content) {
        return new RawAnswer(status, head, content.toString(), trailers, isWhole, isClosed, interims);
    }

    /** As UTF-8, for people's pages. */
    String text() {
        return new String(body.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
    }
}
