package org.computecontracts.pds.web;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.annotation.WebFilter;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.computecontracts.kernel.web.CrossOrigin;

/** Opens the directory and the DIDs of handles to pages of any origin; what is asked at the root is forwarded here. */
@WebFilter(
        urlPatterns = {"/plc/*", "/.well-known/atproto-did"},
        dispatcherTypes = {DispatcherType.REQUEST, DispatcherType.FORWARD},
        asyncSupported = true)
public class OpenDirectory extends HttpFilter {
    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        if (!CrossOrigin.answers(request, response)) {
            chain.doFilter(request, response);
        }
    }
}
