package org.computecontracts.ingress.proxy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import org.computecontracts.kernel.Json;
import org.jspecify.annotations.Nullable;

/** An answer of the proxy's own: a page for people, problem details (RFC 9457) for programs. */
final class Refusal {
    private Refusal() {}

    /** @param request what was asked, when that much could be read */
    static void answer(Visitor visitor, @Nullable RequestHead request, Routing.Ends why) {
        var isPage = request != null && request.isFromAPerson();
        var text = isPage ? RefusalPage.of(why) : problem(why) + "\n";
        var bytes = text.getBytes(StandardCharsets.UTF_8);
        var headers = headers(why, isPage);
        headers.set("content-length", Integer.toString(bytes.length));
        visitor.answer(why.problem().status(), headers, new Framing.Length(bytes.length));
        if (request == null || !request.isHead()) {
            visitor.body(Unpooled.wrappedBuffer(bytes));
        }
        visitor.finish(Part.END.trailers());
    }

    private static HttpHeaders headers(Routing.Ends why, boolean isPage) {
        var headers = ProxyHeaders.empty();
        headers.set("content-type", isPage ? "text/html; charset=utf-8" : "application/problem+json");
        headers.set("cache-control", "no-store");
        if (isPage) {
            headers.set("content-security-policy", "default-src 'none'; style-src 'unsafe-inline'");
        }
        if (why.retryAfter() != null) {
            headers.set("retry-after", Long.toString(why.retryAfter().toSeconds()));
            if (isPage) {
                headers.set("refresh", Long.toString(why.retryAfter().toSeconds()));
            }
        }
        if (why.problem() == ProxyProblem.METHOD_REFUSED) {
            headers.set("allow", "GET, HEAD, OPTIONS, POST, PUT, PATCH, DELETE");
        }
        return headers;
    }

    private static ObjectNode problem(Routing.Ends why) {
        return Json.object()
                .put("type", why.problem().uri().toString())
                .put("title", why.problem().title())
                .put("status", why.problem().status())
                .put("detail", why.detail());
    }
}
