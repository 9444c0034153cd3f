package org.computecontracts.ingress.proxy;

import io.netty.handler.codec.http.HttpHeaders;
import java.util.regex.Pattern;

/** Requests (RFC 9112 section 3). */
class RequestParser extends MessageParser {
    private static final int LONGEST_LINE = 16 * 1024;
    private static final int MOST_EMPTY_LINES = 4;
    private static final int LONGEST_METHOD = 24;
    private static final Pattern VERSION = Pattern.compile("HTTP/(\\d)\\.(\\d)");

    private String method = "";
    private String target = "";
    private boolean isOld;
    private int emptyLines;
    private Framing framing = Framing.NONE;

    @Override
    boolean startLine(String line) {
        if (line.isEmpty() && emptyLines++ < MOST_EMPTY_LINES) {
            // Section 2.2: old clients send one after a body
            return false;
        }
        emptyLines = 0;
        var words = line.split(" ", -1);
        if (words.length != 3) {
            throw MalformedMessage.because("its first line is not a method, a target and a version");
        }
        isOld = isOld(words[2]);
        method = words[0];
        target = words[1];
        if (!FieldRules.isToken(method)) {
            throw MalformedMessage.because("its method is none");
        }
        if (method.length() > LONGEST_METHOD) {
            throw new MalformedMessage(ProxyProblem.CODING_UNKNOWN, "its method is too long");
        }
        return true;
    }

    /** RFC 9110 section 2.5: a higher minor version is read as the highest that is known. */
    private static boolean isOld(String version) {
        var numbers = VERSION.matcher(version);
        if (!numbers.matches()) {
            throw MalformedMessage.because("its version is none");
        }
        if (!numbers.group(1).equals("1")) {
            throw new MalformedMessage(ProxyProblem.VERSION_UNKNOWN, "its version is not HTTP/1.1");
        }
        return numbers.group(2).equals("0");
    }

    @Override
    RequestHead head(HttpHeaders headers) {
        framing = MessageFraming.ofRequest(headers, isOld);
        return RequestRules.ofHttp1(method, target, headers, framing, isOld);
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
        return ProxyProblem.TARGET_TOO_LONG;
    }
}
