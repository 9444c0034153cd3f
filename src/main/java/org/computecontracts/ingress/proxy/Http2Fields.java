package org.computecontracts.ingress.proxy;

import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http2.DefaultHttp2Headers;
import io.netty.handler.codec.http2.Http2Headers;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Fields as HTTP/2 has them (RFC 9113 section 8.2), and as everybody else here does. */
final class Http2Fields {
    private Http2Fields() {}

    /** @param isAll whether no body follows */
    static RequestHead request(Http2Headers from, boolean isAll) {
        var scheme = text(from.scheme());
        if (!scheme.equalsIgnoreCase("https") && !scheme.equalsIgnoreCase("http")) {
            throw MalformedMessage.because("it is not a request for HTTP");
        }
        var headers = ProxyHeaders.empty();
        from.forEach(field -> {
            if (field.getKey().isEmpty() || field.getKey().charAt(0) != ':') {
                headers.add(
                        field.getKey().toString(),
                        Whitespace.trimmed(field.getValue().toString()));
            }
        });
        return RequestRules.ofHttp2(
                text(from.method()),
                text(from.path()),
                from.authority() == null ? null : from.authority().toString(),
                headers,
                framing(headers, isAll));
    }

    private static Framing framing(HttpHeaders headers, boolean isAll) {
        if (headers.contains("transfer-encoding")) {
            throw MalformedMessage.because("HTTP/2 has no transfer codings");
        }
        var told = MessageFraming.ofRequest(headers, false);
        if (isAll) {
            if (told instanceof Framing.Length length && length.bytes() > 0) {
                throw MalformedMessage.because("its body is shorter than it said");
            }
            return Framing.NONE;
        }
        return told instanceof Framing.None ? Framing.CHUNKED : told;
    }

    private static String text(@Nullable CharSequence text) {
        return text == null ? "" : text.toString();
    }

    static HttpHeaders trailers(Http2Headers from) {
        var trailers = ProxyHeaders.empty();
        from.forEach(field -> {
            if (!FieldRules.isToken(field.getKey()) || !FieldRules.isValue(field.getValue())) {
                throw MalformedMessage.because("a field has characters that no field may have");
            }
            trailers.add(field.getKey().toString(), field.getValue().toString());
        });
        return trailers;
    }

    static Http2Headers answer(int status, HttpHeaders headers) {
        return of(headers).status(Integer.toString(status));
    }

    static Http2Headers of(HttpHeaders headers) {
        var to = new DefaultHttp2Headers(false, headers.size() + 1);
        for (Map.Entry<String, String> field : headers) {
            to.add(field.getKey().toLowerCase(Locale.ROOT), field.getValue());
        }
        return to;
    }
}
