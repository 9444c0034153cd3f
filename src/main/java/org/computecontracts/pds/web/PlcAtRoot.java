package org.computecontracts.pds.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.annotation.WebFilter;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** Answers for the directory at the root too: some clients drop the path of a directory's URL before they add the DID. */
@WebFilter(urlPatterns = "/*", asyncSupported = true)
public class PlcAtRoot extends HttpFilter {
    private static final String DIRECTORY = "/did:plc:";

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        var path = request.getServletPath();
        if (path.startsWith(DIRECTORY)) {
            request.getRequestDispatcher("/plc" + path).forward(request, response);
        } else {
            chain.doFilter(request, response);
        }
    }
}
