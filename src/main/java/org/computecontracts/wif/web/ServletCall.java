package org.computecontracts.wif.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Collections;
import java.util.Locale;
import java.util.Objects;
import java.util.TreeMap;
import org.computecontracts.wif.WebCall;
import org.computecontracts.wif.WebReply;

/** Between the servlet API and ours. The body is read raw: curl says of its JSON that it is a form. */
final class ServletCall {
    private ServletCall() {}

    static WebCall read(HttpServletRequest request, byte[] body) {
        var headers = new TreeMap<String, String>();
        for (var name : Collections.list(request.getHeaderNames())) {
            headers.put(name.toLowerCase(Locale.ROOT), request.getHeader(name));
        }
        return new WebCall(
                request.getMethod(),
                request.getRequestURI(),
                Objects.requireNonNullElse(request.getQueryString(), ""),
                headers,
                body);
    }

    static void write(WebReply reply, HttpServletResponse response) throws IOException {
        response.setStatus(reply.status());
        reply.headers().forEach(response::setHeader);
        response.setContentLength(reply.body().length);
        response.getOutputStream().write(reply.body());
    }
}
