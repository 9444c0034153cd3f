package org.computecontracts.wif.web;

import jakarta.inject.Inject;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.annotation.WebFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.computecontracts.wif.WifSettings;
import org.computecontracts.wif.proxy.ReverseProxy;

/** Takes every request for a host name of the reverse proxy; nothing else of the portal answers there. */
@WebFilter(urlPatterns = "/*", dispatcherTypes = DispatcherType.REQUEST, asyncSupported = true)
public class ReverseProxyFilter implements Filter {
    @Inject
    WifSettings settings;

    @Inject
    ReverseProxy proxy;

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        if (request instanceof HttpServletRequest http
                && response instanceof HttpServletResponse answer
                && settings.isProxyHost(request.getServerName())) {
            proxied(http, answer);
        } else {
            chain.doFilter(request, response);
        }
    }

    private void proxied(HttpServletRequest request, HttpServletResponse response) throws IOException {
        var most = settings.proxyMaxBody();
        var body = request.getInputStream().readNBytes(most + 1);
        ServletCall.write(
                body.length > most ? proxy.tooLarge(most) : proxy.answer(ServletCall.read(request, body)), response);
    }
}
