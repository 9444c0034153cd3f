package org.computecontracts.wif.web;

import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.computecontracts.wif.issuer.Oidc;

/** Every provider's issuer. */
@WebServlet("/wif/*")
public class OidcServlet extends HttpServlet {
    private static final int MAX_BODY = 1 << 16;

    @Inject
    transient Oidc oidc;

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        var body = request.getInputStream().readNBytes(MAX_BODY + 1);
        if (body.length > MAX_BODY) {
            response.sendError(HttpServletResponse.SC_REQUEST_ENTITY_TOO_LARGE);
            return;
        }
        ServletCall.write(oidc.answer(ServletCall.read(request, body)), response);
    }
}
