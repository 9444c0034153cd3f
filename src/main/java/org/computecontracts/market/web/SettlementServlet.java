package org.computecontracts.market.web;

import jakarta.inject.Inject;
import jakarta.servlet.ServletException;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.util.Collections;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Collectors;
import org.computecontracts.atproto.StrongRef;
import org.computecontracts.kernel.Json;
import org.computecontracts.kernel.KernelProblem;
import org.computecontracts.kernel.ProblemException;
import org.computecontracts.kernel.web.CrossOrigin;
import org.computecontracts.kernel.web.Problem;
import org.computecontracts.kernel.work.WaitingCalls;
import org.computecontracts.market.provider.SettlementAnswer;
import org.computecontracts.market.provider.SettlementEndpoint;
import org.jspecify.annotations.Nullable;

/**
 * {@code GET /ccr/{AT-URI}/{CID}}: settles the accept and answers with its receipt, to pages of any origin as well. By any
 * other method it is inert, as it is for a browser that fetches ahead. Whoever pays waits for the chain, and no thread of the
 * server's with him.
 */
@WebServlet(value = "/ccr/*", asyncSupported = true)
public class SettlementServlet extends HttpServlet {
    private static final Logger LOG = Logger.getLogger(SettlementServlet.class.getName());
    private static final Set<String> SETTLING = Set.of("GET", "HEAD");
    private static final String METHODS = "GET, HEAD, OPTIONS";

    @Inject
    transient SettlementEndpoint till;

    @Inject
    transient WaitingCalls calls;

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response)
            throws ServletException, IOException {
        response.setHeader("Cache-Control", "no-store");
        response.setHeader("Access-Control-Expose-Headers", "PAYMENT-REQUIRED, PAYMENT-RESPONSE, X-PAYMENT-RESPONSE");
        if (CrossOrigin.answers(request, response)) {
            response.setHeader("Allow", METHODS);
            response.setHeader("Access-Control-Allow-Methods", "GET,HEAD");
            return;
        }
        if (SETTLING.contains(request.getMethod())) {
            super.service(request, response);
        } else {
            refuse(
                    request,
                    response,
                    KernelProblem.METHOD_NOT_ALLOWED.because(
                            "An accept is settled by GET, with its payment in a header, not by %s",
                            request.getMethod()));
        }
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        answer(request, response, () -> {
            if (isAhead(request.getHeader("Sec-Purpose")) || isAhead(request.getHeader("Purpose"))) {
                throw KernelProblem.INVALID_INPUT.because("An accept is settled when it is asked for, not ahead of it");
            }
            return till.answer(accept(request), headers(request));
        });
    }

    @Override
    protected void doHead(HttpServletRequest request, HttpServletResponse response) throws IOException {
        answer(request, response, () -> till.look(accept(request)));
    }

    private void answer(HttpServletRequest request, HttpServletResponse response, Supplier<SettlementAnswer> answer)
            throws IOException {
        // Until there is an answer: whatever goes wrong, nobody takes silence for a yes
        response.setStatus(HttpServletResponse.SC_INTERNAL_SERVER_ERROR);
        var async = request.startAsync();
        async.setTimeout(0); // each question that is asked meanwhile has its own
        try {
            calls.begin(() -> {
                try {
                    answerNow(request, response, answer);
                } catch (IOException e) {
                    LOG.log(Level.FINE, "Nobody is there to be answered", e);
                } finally {
                    async.complete();
                }
            });
        } catch (ProblemException e) {
            refuse(request, response, e);
            async.complete();
        }
    }

    private static void answerNow(
            HttpServletRequest request, HttpServletResponse response, Supplier<SettlementAnswer> answer)
            throws IOException {
        try {
            write(response, answer.get(), "application/json");
        } catch (ProblemException e) {
            refuse(request, response, e);
        } catch (RuntimeException e) {
            LOG.log(Level.WARNING, "Failed: " + request.getRequestURI(), e);
            refuse(request, response, e);
        } catch (StackOverflowError e) {
            LOG.log(Level.WARNING, "Failed: " + request.getRequestURI(), e);
            refuse(request, response, new IllegalStateException("It leads too deep", e));
        }
    }

    private static boolean isAhead(@Nullable String purpose) {
        return purpose != null && purpose.toLowerCase(Locale.ROOT).startsWith("prefetch");
    }

    private static void refuse(HttpServletRequest request, HttpServletResponse response, RuntimeException e)
            throws IOException {
        var problem = Problem.of(e, URI.create("/ccr"));
        var allow = problem.status() == 405 ? Map.of("Allow", METHODS) : Map.<String, String>of();
        var body = request.getMethod().equals("HEAD") ? "" : Json.write(problem);
        write(response, new SettlementAnswer(problem.status(), allow, body), "application/problem+json");
    }

    private static void write(HttpServletResponse response, SettlementAnswer answer, String type) throws IOException {
        response.setStatus(answer.status());
        response.setContentType(type);
        response.setCharacterEncoding("UTF-8");
        answer.headers().forEach(response::setHeader);
        response.getWriter().write(answer.body());
    }

    private static StrongRef accept(HttpServletRequest request) {
        return AcceptAddress.read(request.getRequestURI(), request.getParameter("uri"), request.getParameter("cid"));
    }

    private static Map<String, String> headers(HttpServletRequest request) {
        return Collections.list(request.getHeaderNames()).stream()
                .collect(Collectors.toMap(
                        name -> name.toLowerCase(Locale.ROOT), request::getHeader, (one, other) -> one));
    }
}
