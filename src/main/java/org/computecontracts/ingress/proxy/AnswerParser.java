package org.computecontracts.ingress.proxy;

import io.netty.handler.codec.http.HttpHeaders;
import java.util.regex.Pattern;

/** Answers to requests, of which it must be told {@link #awaits which} (RFC 9112 section 4). */
class AnswerParser extends MessageParser {
    private static final int LONGEST_LINE = 4 * 1024;
    private static final Pattern STATUS_LINE = Pattern.compile("HTTP/1\\.(\\d) ([1-5]\\d\\d)(?: .*)?");

    private boolean isToHead;
    private boolean isOld;
    private int status;
    private Framing framing = Framing.NONE;

    void awaits(RequestHead request) {
        isToHead = request.isHead();
    }

    @Override
    boolean startLine(String line) {
        var parts = STATUS_LINE.matcher(line);
        if (!parts.matches()) {
            throw MalformedMessage.because("its first line is no status line");
        }
        isOld = parts.group(1).equals("0");
        status = Integer.parseInt(parts.group(2));
        return true;
    }

    @Override
    AnswerHead head(HttpHeaders headers) {
        framing = MessageFraming.ofAnswer(headers, isOld, status, isToHead);
        return new AnswerHead(status, headers, framing, !isOld && !ProxyHeaders.hasOption(headers, "close"));
    }

    @Override
    Framing framing() {
        return framing;
    }

    @Override
    int longestStart() {
        return LONGEST_LINE;
    }

    @Override
    ProxyProblem startTooLong() {
        return ProxyProblem.BROKEN_ANSWER;
    }
}
