package org.computecontracts.identity.signin;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import org.computecontracts.kernel.http.ClientAddress;

/** One request of a browser, and what is answered to it. */
public record BrowserRequest(HttpServletRequest request, HttpServletResponse response) {
    private static final int LONGEST_AGENT = 300;

    static Optional<String> cookie(HttpServletRequest request, String name) {
        var cookies = request.getCookies();
        return cookies == null
                ? Optional.empty()
                : Arrays.stream(cookies)
                        .filter(cookie -> cookie.getName().equals(name))
                        .map(cookie -> cookie.getValue())
                        .findFirst();
    }

    Optional<String> cookie(String name) {
        return cookie(request, name);
    }

    /** Until the browser ends. Lax: a link from elsewhere finds a person signed in, a form from elsewhere does not. */
    void keepCookie(String name, String value) {
        response.addHeader("Set-Cookie", name + "=" + value + "; Path=/; Secure; HttpOnly; SameSite=Lax");
    }

    void keepCookie(String name, String value, Duration life) {
        var maxAge = "; Max-Age=" + life.toSeconds();
        response.addHeader("Set-Cookie", name + "=" + value + "; Path=/; Secure; HttpOnly; SameSite=Lax" + maxAge);
    }

    void dropCookie(String name) {
        keepCookie(name, "", Duration.ZERO);
    }

    String parameter(String name) {
        return Optional.ofNullable(request.getParameter(name)).orElse("");
    }

    String address() {
        return ClientAddress.of(request);
    }

    String agent() {
        var agent = Optional.ofNullable(request.getHeader("User-Agent")).orElse("");
        return agent.substring(0, Math.min(LONGEST_AGENT, agent.length()));
    }

    /** The server's own session, which holds the state of pages: another id, since one planted before is known to others. */
    void renewServerSession() {
        if (request.getSession(false) != null) {
            request.changeSessionId();
        }
    }

    void endServerSession() {
        var session = request.getSession(false);
        if (session != null) {
            session.invalidate();
        }
    }
}
