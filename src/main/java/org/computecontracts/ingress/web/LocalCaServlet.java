package org.computecontracts.ingress.web;

import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.computecontracts.ingress.tls.Certificates;

/** The certificate to give to {@code curl --cacert} or to a browser. */
@WebServlet(urlPatterns = "/ca.pem")
public class LocalCaServlet extends HttpServlet {
    @Inject
    transient Certificates certificates;

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        // Firefox offers to trust what comes as this type
        response.setContentType("application/x-x509-ca-cert");
        response.getOutputStream().print(certificates.localCaPem());
    }
}
