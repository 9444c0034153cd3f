package org.computecontracts.market.web;

import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Locale;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Collectors;
import org.computecontracts.atproto.AtUri;
import org.computecontracts.atproto.Cid;
import org.computecontracts.atproto.StrongRef;
import org.computecontracts.kernel.Json;
import org.computecontracts.kernel.KernelProblem;
import org.computecontracts.kernel.ProblemException;
import org.computecontracts.kernel.web.Problem;
import org.computecontracts.market.SettlementAnswer;
import org.computecontracts.market.Till;

/**
 * {@code GET /ccr/{AT-URI}/{CID}}: settles the accept and answers with its receipt. The AT-URI comes raw, with its
 * slashes collapsed by a proxy, percent-encoded, or as {@code ?uri=&cid=} (market protocol section 7.2); unpaid it is inert.
 */
@WebServlet("/ccr/*")
public class SettlementServlet extends HttpServlet {
    private static final Logger LOG = Logger.getLogger(SettlementServlet.class.getName());

    @Inject
    transient Till till;

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        try {
            write(response, till.answer(accept(request), headers(request)), "application/json");
        } catch (ProblemException e) {
            refuse(request, response, e);
        } catch (RuntimeException e) {
            LOG.log(Level.WARNING, "Failed: " + request.getRequestURI(), e);
            refuse(request, response, e);
        }
    }

    private static void refuse(HttpServletRequest request, HttpServletResponse response, RuntimeException e)
            throws IOException {
        var problem = Problem.of(e, URI.create("/ccr"));
        write(
                response,
                new SettlementAnswer(problem.status(), Map.of(), Json.write(problem)),
                "application/problem+json");
    }

    private static void write(HttpServletResponse response, SettlementAnswer answer, String type) throws IOException {
        response.setStatus(answer.status());
        response.setContentType(type);
        response.setCharacterEncoding("UTF-8");
        response.setHeader("Cache-Control", "no-store");
        response.setHeader("Access-Control-Expose-Headers", "PAYMENT-REQUIRED, PAYMENT-RESPONSE, X-PAYMENT-RESPONSE");
        answer.headers().forEach(response::setHeader);
        response.getWriter().write(answer.body());
    }

    private static StrongRef accept(HttpServletRequest request) {
        var query = request.getParameter("uri");
        var path = request.getRequestURI().substring("/ccr".length());
        var text = query != null ? query + "/" + request.getParameter("cid") : decoded(path.replaceAll("^/+", ""));
        var slash = text.lastIndexOf('/');
        var uri = slash < 0 ? "" : text.substring(0, slash).replaceFirst("^at:/+", "at://");
        try {
            return new StrongRef(new AtUri(uri), new Cid(text.substring(slash + 1)));
        } catch (IllegalArgumentException e) {
            throw KernelProblem.INVALID_INPUT.because(
                    "An accept's AT-URI and CID are expected after /ccr/: %s", String.valueOf(e.getMessage()));
        }
    }

    private static String decoded(String path) {
        return URLDecoder.decode(path.replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    private static Map<String, String> headers(HttpServletRequest request) {
        return Collections.list(request.getHeaderNames()).stream()
                .collect(Collectors.toMap(
                        name -> name.toLowerCase(Locale.ROOT), request::getHeader, (one, other) -> one));
    }
}
