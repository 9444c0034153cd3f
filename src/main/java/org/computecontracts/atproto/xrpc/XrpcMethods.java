package org.computecontracts.atproto.xrpc;

import static java.util.stream.Collectors.toUnmodifiableMap;

import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.computecontracts.kernel.Json;
import org.computecontracts.kernel.ProblemException;

/** All the XRPC methods of this server; hands each call to its own, and turns refusals into XRPC errors. */
@ApplicationScoped
public class XrpcMethods {
    /** The name of the method that answers for all that have no own. */
    public static final String ANY_OTHER = "*";

    private static final Logger LOG = Logger.getLogger(XrpcMethods.class.getName());
    private static final int MOST_BYTES_BY_DEFAULT = 1 << 20;

    @Inject
    @Any
    Instance<XrpcMethod> beans;

    @Inject
    CallLimit callers = new CallLimit();

    private Map<String, XrpcMethod> methods = Map.of();

    /** Outside the container. */
    public static XrpcMethods of(List<XrpcMethod> methods) {
        var all = new XrpcMethods();
        all.methods = byName(methods);
        return all;
    }

    @PostConstruct
    void start() {
        methods = byName(beans.stream().toList());
    }

    private static Map<String, XrpcMethod> byName(List<XrpcMethod> methods) {
        return methods.stream().collect(toUnmodifiableMap(XrpcMethod::nsid, Function.identity()));
    }

    /** The largest body to be read for a method. */
    public int maxBodyBytes(String nsid) {
        return find(nsid).map(XrpcMethod::maxBodyBytes).orElse(MOST_BYTES_BY_DEFAULT);
    }

    private Optional<XrpcMethod> find(String nsid) {
        return Optional.ofNullable(methods.get(nsid)).or(() -> Optional.ofNullable(methods.get(ANY_OTHER)));
    }

    /** What is the PDS's own is never passed on; all else is, where the caller names another service. */
    private Optional<XrpcMethod> find(XrpcCall call) {
        var named = find(call.nsid());
        return call.header("atproto-proxy").isPresent() && methods.containsKey(ANY_OTHER)
                ? named.filter(XrpcMethod::isOwn).or(() -> find(ANY_OTHER))
                : named;
    }

    /** What a call is answered before its body is read; empty when it is to be read. */
    public Optional<XrpcReply> refusal(XrpcCall call) {
        return attempt(call, method -> {
            callers.admit(call.client());
            method.admit(call);
            return Optional.empty();
        });
    }

    /** Never throws: a refusal and a failure are answers too. */
    public XrpcReply answer(XrpcCall call) {
        return attempt(call, method -> Optional.of(checked(method, call).handle(call)))
                .orElseThrow();
    }

    private static XrpcMethod checked(XrpcMethod method, XrpcCall call) {
        if (call.body().length > method.maxBodyBytes()) {
            throw new XrpcError(
                    413, "PayloadTooLarge", "request entity too large: more than " + method.maxBodyBytes() + " bytes");
        }
        return method;
    }

    private Optional<XrpcReply> attempt(XrpcCall call, Function<XrpcMethod, Optional<XrpcReply>> step) {
        try {
            var method = find(call).orElseThrow(() -> notImplemented(call.nsid()));
            if (!method.kind().takes(call.verb())) {
                throw XrpcError.invalidRequest("Incorrect HTTP method (%s) for %s", call.verb(), call.nsid());
            }
            return step.apply(method);
        } catch (XrpcError e) {
            return Optional.of(refusal(e.status(), e.error(), String.valueOf(e.getMessage()))
                    .with(e.headers()));
        } catch (ProblemException e) {
            return Optional.of(refusal(e.type().status(), camelCase(e.type().name()), e.detail()));
        } catch (RuntimeException e) {
            LOG.log(Level.WARNING, "Failed: " + call.nsid(), e);
            return Optional.of(refusal(500, "InternalServerError", "Internal Server Error"));
        }
    }

    public static XrpcError notImplemented(String nsid) {
        return new XrpcError(501, "MethodNotImplemented", "Method Not Implemented: " + nsid);
    }

    private static XrpcReply refusal(int status, String name, String message) {
        return XrpcReply.json(status, Json.object().put("error", name).put("message", message));
    }

    private static String camelCase(String constant) {
        var name = new StringBuilder();
        for (var word : List.of(constant.split("_", -1))) {
            name.append(word.charAt(0)).append(word.substring(1).toLowerCase(Locale.ROOT));
        }
        return name.toString();
    }
}
