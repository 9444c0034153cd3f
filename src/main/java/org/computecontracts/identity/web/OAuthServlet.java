package org.computecontracts.identity.web;

import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.inject.Inject;
import jakarta.servlet.ServletException;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.function.Function;
import org.computecontracts.identity.account.OAuthClient;
import org.computecontracts.identity.oauth.Client;
import org.computecontracts.identity.signin.BrowserRequest;
import org.computecontracts.identity.signin.OAuthSignIns;
import org.computecontracts.identity.signin.SignInAdvice;
import org.computecontracts.kernel.Json;
import org.computecontracts.kernel.ProblemException;

/** What authorization servers ask of the portal as their client, and where they send browsers back to. */
@WebServlet({Client.CALLBACK, Client.METADATA, Client.BROAD_METADATA, Client.JWKS})
public class OAuthServlet extends HttpServlet {
    private static final long serialVersionUID = 1;

    @Inject
    transient OAuthClient client;

    @Inject
    transient OAuthSignIns signIns;

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response)
            throws IOException, ServletException {
        switch (request.getServletPath()) {
            case Client.METADATA -> document(response, Client::metadata);
            case Client.BROAD_METADATA ->
                document(response, client -> client.broad().metadata());
            case Client.JWKS -> document(response, Client::jwks);
            default -> callback(request, response);
        }
    }

    /** What an authorization server sends back can be redeemed once: who checks links by HEAD does not use it up. */
    @Override
    protected void doHead(HttpServletRequest request, HttpServletResponse response)
            throws IOException, ServletException {
        switch (request.getServletPath()) {
            case Client.METADATA, Client.BROAD_METADATA, Client.JWKS -> super.doHead(request, response);
            default -> {
                response.setHeader("Allow", "GET");
                response.sendError(HttpServletResponse.SC_METHOD_NOT_ALLOWED);
            }
        }
    }

    /** On one's own machine servers know one address only, where the browser's cookies are not. */
    private void callback(HttpServletRequest request, HttpServletResponse response)
            throws IOException, ServletException {
        response.setHeader("Cache-Control", "no-store");
        response.setHeader("Referrer-Policy", "no-referrer");
        if (client.isOnLoopback()
                && !request.getServerName().equals(client.callback().getHost())) {
            seeOther(response, client.callback() + "?" + request.getQueryString());
            return;
        }
        try {
            seeOther(response, signIns.finish(new BrowserRequest(request, response)));
        } catch (ProblemException e) {
            request.setAttribute("problemTitle", e.type().title());
            request.setAttribute("problemDetail", SignInAdvice.with(e).detail());
            request.setAttribute("signInAgain", true);
            response.setStatus(e.type().status());
            request.getRequestDispatcher("/errors/refused.xhtml").forward(request, response);
        }
    }

    private static void seeOther(HttpServletResponse response, String address) {
        response.setStatus(HttpServletResponse.SC_SEE_OTHER);
        response.setHeader("Location", address);
    }

    /** A client on loopback has no documents: its id says it all. */
    private void document(HttpServletResponse response, Function<Client, ObjectNode> part) throws IOException {
        if (client.isOnLoopback()) {
            response.sendError(HttpServletResponse.SC_NOT_FOUND);
            return;
        }
        response.setContentType("application/json");
        response.setCharacterEncoding("UTF-8");
        response.getWriter().write(Json.write(part.apply(client.current())));
    }
}
