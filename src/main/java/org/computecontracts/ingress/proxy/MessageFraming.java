package org.computecontracts.ingress.proxy;

import io.netty.handler.codec.http.HttpHeaders;
import java.util.List;
import java.util.Locale;

/** Reads from a head how its body ends. Whatever leaves a choice is refused, in requests and in answers alike. */
final class MessageFraming {
    private static final int MOST_DIGITS = 18;

    private MessageFraming() {}

    /** RFC 9112 section 6.3, of a request. */
    static Framing ofRequest(HttpHeaders headers, boolean isOld) {
        var told = told(headers, isOld);
        return told == Framing.UNTIL_CLOSE ? Framing.NONE : told;
    }

    /** RFC 9112 section 6.3, of an answer. */
    static Framing ofAnswer(HttpHeaders headers, boolean isOld, int status, boolean isToHead) {
        var told = told(headers, isOld);
        return isToHead || !AnswerHead.mayHaveBody(status) ? Framing.NONE : told;
    }

    private static Framing told(HttpHeaders headers, boolean isOld) {
        var lengths = headers.getAll("content-length");
        var codings = headers.getAll("transfer-encoding");
        if (!codings.isEmpty()) {
            return chunked(codings, lengths, isOld);
        }
        if (lengths.isEmpty()) {
            return Framing.UNTIL_CLOSE;
        }
        if (lengths.size() > 1) {
            throw MalformedMessage.because("it has several lengths");
        }
        return new Framing.Length(length(lengths.getFirst()));
    }

    private static Framing chunked(List<String> codings, List<String> lengths, boolean isOld) {
        if (!lengths.isEmpty()) {
            throw MalformedMessage.because("it has a length and a transfer coding");
        }
        if (isOld) {
            throw MalformedMessage.because("HTTP/1.0 has no transfer codings");
        }
        var all = String.join(",", codings).toLowerCase(Locale.ROOT);
        if (!all.equals("chunked")) {
            // RFC 9112 section 6.1 for codings that are not known, 6.3 where the end of the message is not either
            var endsKnown =
                    Whitespace.trimmed(all.substring(all.lastIndexOf(',') + 1)).equals("chunked");
            throw new MalformedMessage(
                    endsKnown ? ProxyProblem.CODING_UNKNOWN : ProxyProblem.MALFORMED_REQUEST,
                    "its transfer coding is not chunked alone");
        }
        return Framing.CHUNKED;
    }

    private static long length(String digits) {
        if (digits.isEmpty() || digits.length() > MOST_DIGITS || !digits.chars().allMatch(c -> c >= '0' && c <= '9')) {
            throw MalformedMessage.because("its length is no number");
        }
        return Long.parseLong(digits);
    }
}
