package org.computecontracts.atproto.web;

import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.computecontracts.atproto.xrpc.XrpcCall;
import org.computecontracts.atproto.xrpc.XrpcMethods;
import org.computecontracts.atproto.xrpc.XrpcReply;
import org.computecontracts.kernel.http.ClientAddress;
import org.computecontracts.kernel.web.CrossOrigin;

/** Carries each request under {@code /xrpc/} to the method it names, and the answer back. */
@WebServlet(urlPatterns = "/xrpc/*", loadOnStartup = 1)
public class XrpcServlet extends HttpServlet {
    @Inject
    transient XrpcMethods methods;

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (CrossOrigin.answers(request, response)) {
            return;
        }
        var out = request.getMethod().equals("HEAD") ? OutputStream.nullOutputStream() : response.getOutputStream();
        write(response, out, answer(call(request), request.getInputStream()));
    }

    private XrpcReply answer(XrpcCall call, InputStream body) throws IOException {
        var refusal = methods.refusal(call);
        return refusal.isPresent()
                ? refusal.get()
                : methods.answer(call.withBody(body.readNBytes(methods.maxBodyBytes(call.nsid()) + 1)));
    }

    /** The query is read as it came: {@code getParameterMap} would swallow a body that curl sends as a form. */
    private static XrpcCall call(HttpServletRequest request) {
        var nsid = Optional.ofNullable(request.getPathInfo()).orElse("/").substring(1);
        return new XrpcCall(
                request.getMethod(),
                nsid,
                Optional.ofNullable(request.getQueryString()).orElse(""),
                new byte[0],
                headers(request),
                ClientAddress.neighbourhood(ClientAddress.of(request)));
    }

    private static Map<String, String> headers(HttpServletRequest request) {
        var headers = new LinkedHashMap<String, String>();
        request.getHeaderNames()
                .asIterator()
                .forEachRemaining(name -> headers.put(name.toLowerCase(Locale.ROOT), request.getHeader(name)));
        return headers;
    }

    /** Content must be written out, be it to nobody: it may hold a file until then. */
    private static void write(HttpServletResponse response, OutputStream out, XrpcReply reply) throws IOException {
        response.setStatus(reply.status());
        reply.headers().forEach(response::setHeader);
        if (!reply.contentType().isEmpty()) {
            response.setContentType(reply.contentType());
        }
        response.setContentLengthLong(reply.content().length());
        reply.content().writeTo(out);
    }
}
