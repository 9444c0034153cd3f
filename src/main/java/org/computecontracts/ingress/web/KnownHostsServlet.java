package org.computecontracts.ingress.web;

import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.computecontracts.ingress.relay.Relay;

/** The relay's host keys, as lines for {@code known_hosts}: over HTTPS, so that nobody can come in between. */
@WebServlet(urlPatterns = "/.well-known/ssh-known-hosts")
public class KnownHostsServlet extends HttpServlet {
    @Inject
    transient Relay relay;

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        response.setContentType("text/plain");
        response.getOutputStream().print(relay.knownHosts());
    }
}
