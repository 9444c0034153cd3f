package org.computecontracts.ingress.web;

import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.computecontracts.ingress.tls.Certificates;

/** Tells another proxy in front of ours whether to get a certificate for a name (Caddy: {@code on_demand_tls ask}). */
@WebServlet(urlPatterns = "/ingress/check")
public class AskServlet extends HttpServlet {
    @Inject
    transient Certificates certificates;

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        var domain = request.getParameter("domain");
        if (domain == null || domain.isEmpty()) {
            answer(response, HttpServletResponse.SC_BAD_REQUEST, "missing domain\n");
        } else if (certificates.mayHave(domain)) {
            answer(response, HttpServletResponse.SC_OK, "");
        } else {
            answer(response, HttpServletResponse.SC_NOT_FOUND, "no matching route\n");
        }
    }

    private static void answer(HttpServletResponse response, int status, String text) throws IOException {
        response.setStatus(status);
        response.setContentType("text/plain");
        response.getOutputStream().print(text);
    }
}
