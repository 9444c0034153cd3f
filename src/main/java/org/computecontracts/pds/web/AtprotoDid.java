package org.computecontracts.pds.web;

import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.computecontracts.pds.account.Accounts;

/** The DID of the handle that is the host of the request (AT Protocol, Handle, HTTPS well-known method). */
@WebServlet("/.well-known/atproto-did")
public class AtprotoDid extends HttpServlet {
    @Inject
    transient Accounts accounts;

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        var profile = accounts.find(request.getServerName());
        response.setStatus(profile.isPresent() ? 200 : 404);
        response.setContentType("text/plain; charset=utf-8");
        response.getWriter().write(profile.map(found -> found.did().value()).orElse("User not found"));
    }
}
