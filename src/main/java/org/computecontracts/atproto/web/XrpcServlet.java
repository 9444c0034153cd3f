package org.computecontracts.atproto.web;

import static java.util.stream.Collectors.toUnmodifiableMap;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.computecontracts.atproto.XrpcCall;
import org.computecontracts.atproto.XrpcError;
import org.computecontracts.atproto.XrpcMethod;
import org.computecontracts.atproto.XrpcReply;
import org.computecontracts.kernel.Json;
import org.computecontracts.kernel.ProblemException;
import org.jspecify.annotations.Nullable;

/** Hands each request under {@code /xrpc/} to the bean that answers its method; turns refusals into XRPC errors. */
@WebServlet(urlPatterns = "/xrpc/*", loadOnStartup = 1)
public class XrpcServlet extends HttpServlet {
    private static final Logger LOG = Logger.getLogger(XrpcServlet.class.getName());

    @Inject
    @Any
    transient Instance<XrpcMethod> beans;

    private transient Map<String, XrpcMethod> methods = Map.of();

    @Override
    public void init() {
        methods = beans.stream().collect(toUnmodifiableMap(XrpcMethod::nsid, Function.identity()));
    }

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        response.setHeader("Access-Control-Allow-Origin", "*");
        if (request.getMethod().equals("OPTIONS")) {
            response.setHeader("Access-Control-Allow-Headers", "authorization, content-type, atproto-proxy");
            response.setHeader("Access-Control-Allow-Methods", "GET, POST");
            response.setStatus(204);
            return;
        }
        write(response, answer(request));
    }

    private XrpcReply answer(HttpServletRequest request) throws IOException {
        try {
            var nsid = Optional.ofNullable(request.getPathInfo()).orElse("/").substring(1);
            var method = methods.get(nsid);
            if (method == null) {
                throw new XrpcError(501, "MethodNotImplemented", "Method Not Implemented: " + nsid);
            }
            var expected = method.kind() == XrpcMethod.Kind.QUERY ? "GET" : "POST";
            if (!request.getMethod().equals(expected)) {
                throw XrpcError.invalidRequest("Incorrect HTTP method (%s) expected %s", request.getMethod(), expected);
            }
            return method.handle(call(nsid, request, method.maxBodyBytes()));
        } catch (XrpcError e) {
            return XrpcReply.json(e.status(), error(e.error(), String.valueOf(e.getMessage())));
        } catch (ProblemException e) {
            return XrpcReply.json(e.type().status(), error(camelCase(e.type().name()), e.detail()));
        } catch (RuntimeException e) {
            LOG.log(Level.WARNING, "Failed: " + request.getRequestURI(), e);
            return XrpcReply.json(500, error("InternalServerError", "Internal Server Error"));
        }
    }

    private static XrpcCall call(String nsid, HttpServletRequest request, int maxBytes) throws IOException {
        var body = request.getInputStream().readNBytes(maxBytes + 1);
        if (body.length > maxBytes) {
            throw new XrpcError(413, "PayloadTooLarge", "request entity too large: more than " + maxBytes + " bytes");
        }
        return new XrpcCall(
                nsid,
                query(request.getQueryString()),
                body,
                Optional.ofNullable(request.getContentType()),
                Optional.ofNullable(request.getHeader("Authorization")),
                request.getRemoteAddr());
    }

    /** Read from the query alone: {@code getParameterMap} would swallow a body that curl sends as a form. */
    private static Map<String, List<String>> query(@Nullable String query) {
        var parameters = new LinkedHashMap<String, List<String>>();
        if (query == null) {
            return parameters;
        }
        for (var pair : List.of(query.split("&", -1))) {
            var equals = pair.indexOf('=');
            var name = equals < 0 ? pair : pair.substring(0, equals);
            var value = equals < 0 ? "" : pair.substring(equals + 1);
            parameters.computeIfAbsent(decoded(name), n -> new ArrayList<>()).add(decoded(value));
        }
        return parameters;
    }

    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw XrpcError.invalidRequest("Malformed percent-encoding in the query");
        }
    }

    private static JsonNode error(String name, String message) {
        return Json.object().put("error", name).put("message", message);
    }

    private static String camelCase(String constant) {
        var name = new StringBuilder();
        for (var word : List.of(constant.split("_", -1))) {
            name.append(word.charAt(0)).append(word.substring(1).toLowerCase(Locale.ROOT));
        }
        return name.toString();
    }

    private static void write(HttpServletResponse response, XrpcReply reply) throws IOException {
        response.setStatus(reply.status());
        response.setContentType(reply.contentType());
        response.setContentLength(reply.body().length);
        response.getOutputStream().write(reply.body());
    }
}
