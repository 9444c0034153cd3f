package org.computecontracts.identity.signin;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** A browser with a session, as the servlet API shows it. */
public class Browser {
    private static final AtomicInteger SESSIONS = new AtomicInteger();
    private final Map<String, String> headers = new HashMap<>();
    private final Map<String, String> cookies = new LinkedHashMap<>();
    private final Map<String, String> parameters = new HashMap<>();
    private @Nullable Session session;
    public String method = "GET";
    public String path = "/";
    public String host = "localhost:8443";
    public String address = "127.0.0.1";
    public int status = 200;
    public final StringWriter body = new StringWriter();

    public @Nullable String cookie(String name) {
        return cookies.get(name);
    }

    public Browser cookie(String name, @Nullable String value) {
        cookies.put(name, Objects.requireNonNull(value));
        return this;
    }

    /** What comes with the next request. */
    public Browser parameters(Map<String, String> given) {
        parameters.clear();
        parameters.putAll(given);
        return this;
    }

    public BrowserRequest visit() {
        return new BrowserRequest(request(), response());
    }

    private static class Session {
        private String id = "s" + SESSIONS.incrementAndGet();
        private final Map<String, Object> attributes = new HashMap<>();
        private int idle;
    }

    public Browser header(String name, String value) {
        headers.put(name, value);
        return this;
    }

    public @Nullable String sessionId() {
        return session == null ? null : session.id;
    }

    public int idle() {
        return session == null ? 0 : session.idle;
    }

    /** What an attacker does who wants to know the id in advance. */
    public void plantSession() {
        session = new Session();
    }

    public HttpServletRequest request() {
        return stub(HttpServletRequest.class, (proxy, called, arguments) -> switch (called.getName()) {
            case "getSession" -> session(arguments == null || (boolean) arguments[0]);
            case "changeSessionId" -> renamed();
            case "getCookies" ->
                cookies.entrySet().stream()
                        .map(cookie -> new Cookie(cookie.getKey(), cookie.getValue()))
                        .toArray(Cookie[]::new);
            case "getParameter" -> parameters.get((String) arguments[0]);
            case "getMethod" -> method;
            case "getRequestURI" -> path;
            case "getServerName" -> host.replaceFirst(":\\d+$", "");
            case "getRemoteAddr" -> address;
            case "getHeader" -> arguments[0].equals("Host") ? host : headers.get((String) arguments[0]);
            default -> throw new AssertionError("not expected: " + called.getName());
        });
    }

    public HttpServletResponse response() {
        var writer = new PrintWriter(body);
        return stub(HttpServletResponse.class, (proxy, called, arguments) -> switch (called.getName()) {
            case "setStatus" -> {
                status = (int) arguments[0];
                yield null;
            }
            case "getWriter" -> writer;
            case "addHeader" -> {
                keepCookie((String) arguments[0], (String) arguments[1]);
                yield null;
            }
            case "setContentType", "setCharacterEncoding", "setHeader" -> null;
            default -> throw new AssertionError("not expected: " + called.getName());
        });
    }

    /** As a browser would take it: with the prefix only what is fit for it. */
    private void keepCookie(String header, String cookie) {
        if (!header.equals("Set-Cookie")
                || !cookie.startsWith("__Host-")
                || !cookie.contains("; Path=/; Secure; HttpOnly; SameSite=Lax")) {
            throw new IllegalArgumentException(header + ": " + cookie);
        }
        var name = cookie.substring(0, cookie.indexOf('='));
        if (cookie.endsWith("Max-Age=0")) {
            cookies.remove(name);
        } else {
            cookies.put(name, cookie.substring(name.length() + 1, cookie.indexOf(';')));
        }
    }

    private @Nullable HttpSession session(boolean make) {
        if (session == null && make) {
            session = new Session();
        }
        return session == null ? null : view(session);
    }

    private HttpSession view(Session of) {
        return stub(HttpSession.class, (proxy, called, arguments) -> switch (called.getName()) {
            case "getAttribute" -> of.attributes.get((String) arguments[0]);
            case "setAttribute" -> of.attributes.put((String) arguments[0], arguments[1]);
            case "setMaxInactiveInterval" -> {
                of.idle = (int) arguments[0];
                yield null;
            }
            case "invalidate" -> {
                session = null;
                yield null;
            }
            default -> throw new AssertionError("not expected: " + called.getName());
        });
    }

    private String renamed() {
        if (session == null) {
            throw new IllegalStateException("No session");
        }
        session.id = "s" + SESSIONS.incrementAndGet();
        return session.id;
    }

    private static <T> T stub(Class<T> type, InvocationHandler handler) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
    }
}
