package org.computecontracts.identity.web;

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
import java.net.URI;
import java.util.Set;
import org.computecontracts.identity.IdentityProblem;
import org.computecontracts.identity.member.CurrentMember;
import org.computecontracts.identity.signin.SignIns;
import org.computecontracts.identity.token.ApiTokens;
import org.computecontracts.kernel.CurrentTenant;
import org.computecontracts.kernel.Json;
import org.computecontracts.kernel.ProblemException;
import org.computecontracts.kernel.web.Problem;

/**
 * Says whom a request for a page or for the API acts for. Refuses only what claims wrongly: who is not signed in goes on, and
 * is stopped where a tenant is asked for.
 */
@WebFilter(urlPatterns = "/*", dispatcherTypes = DispatcherType.REQUEST, asyncSupported = true)
public class SignInFilter implements Filter {
    private static final String BEARER = "Bearer ";
    private static final Set<String> SAFE_METHODS = Set.of("GET", "HEAD", "OPTIONS");

    @Inject
    Territory territory;

    @Inject
    SignIns signIns;

    @Inject
    ApiTokens tokens;

    @Inject
    CurrentTenant current;

    @Inject
    CurrentMember member;

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        if (request instanceof HttpServletRequest http && response instanceof HttpServletResponse answer) {
            try {
                identify(http);
            } catch (ProblemException e) {
                refuse(http, answer, e);
                return;
            }
        }
        chain.doFilter(request, response);
    }

    private void identify(HttpServletRequest request) {
        if (!territory.covers(request)) {
            return;
        }
        var authorization = request.getHeader("Authorization");
        if (territory.isApi(request)
                && authorization != null
                && authorization.regionMatches(true, 0, BEARER, 0, BEARER.length())) {
            var holder =
                    tokens.holderOf(authorization.substring(BEARER.length()).strip());
            current.set(holder.tenant(), holder.rights());
            member.set(holder.maker());
            return;
        }
        requireOwnOrigin(request);
        signIns.seat(request).ifPresent(seat -> {
            current.set(seat.tenant(), seat.role().rights());
            member.set(seat.member());
        });
    }

    /**
     * The cookie alone proves nothing: tunnels live on sibling names, which browsers count as the same site. Asked of those as
     * well who are not signed in: another site's form would sign them in as somebody else. Programs send no origin.
     */
    private void requireOwnOrigin(HttpServletRequest request) {
        var origin = request.getHeader("Origin");
        if (!SAFE_METHODS.contains(request.getMethod()) && origin != null && !territory.isOwnOrigin(origin, request)) {
            throw IdentityProblem.FOREIGN_ORIGIN.because("%s may not act for you here", origin);
        }
    }

    private static void refuse(HttpServletRequest request, HttpServletResponse response, ProblemException e)
            throws IOException {
        var instance = URI.create(request.getRequestURI());
        response.setStatus(e.type().status());
        if (e.type().status() == HttpServletResponse.SC_UNAUTHORIZED) {
            response.setHeader("WWW-Authenticate", "Bearer");
        }
        response.setContentType("application/problem+json");
        response.setCharacterEncoding("UTF-8");
        response.getWriter().write(Json.write(Problem.of(e, instance)));
    }
}
