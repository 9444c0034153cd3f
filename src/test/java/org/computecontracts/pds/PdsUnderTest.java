package org.computecontracts.pds;

import static org.computecontracts.testing.Injection.configure;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.annotation.PostConstruct;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Proxy;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.stream.Collectors;
import org.computecontracts.atproto.AtprotoSettings;
import org.computecontracts.atproto.Did;
import org.computecontracts.atproto.xrpc.XrpcCall;
import org.computecontracts.atproto.xrpc.XrpcMethod;
import org.computecontracts.kernel.Json;
import org.computecontracts.kernel.Settings;
import org.computecontracts.kernel.Vault;
import org.computecontracts.kernel.http.SafeHttp;
import org.computecontracts.pds.firehose.Crawlers;
import org.computecontracts.pds.firehose.Firehose;
import org.computecontracts.pds.key.Passwords;
import org.computecontracts.testing.Database;
import org.jspecify.annotations.Nullable;

/** The whole PDS without a container, on a real database; methods are called as the XRPC servlet calls them. */
public final class PdsUnderTest {
    static final URI PUBLIC_URL = URI.create("https://pds.example");
    public static final String PASSWORD = "correct horse";

    private static final List<Class<? extends XrpcMethod>> METHODS = classesOfMethods();

    private final Map<Class<?>, Object> beans = new HashMap<>();
    private final Database database;

    /** What was told within the portal. */
    public final List<Object> fired = new CopyOnWriteArrayList<>();

    /** Where calls come from. */
    public String client = "192.0.2.1";

    public PdsUnderTest(Database database, Clock clock) {
        this(database, clock, PUBLIC_URL, URI.create(PUBLIC_URL + "/plc"), Runnable::run);
    }

    public PdsUnderTest(Database database, Clock clock, URI publicUrl, URI plcUrl, Executor executor) {
        this.database = database;
        var settings = new Settings();
        set(Settings.class, settings, "publicUrl", publicUrl);
        set(Settings.class, settings, "allowLoopback", true);
        beans.put(Settings.class, settings);
        beans.put(Clock.class, clock);
        var passwords = new Passwords();
        configure(passwords, "cc.pds.password-rounds", 1000);
        beans.put(Passwords.class, passwords);
        beans.put(SafeHttp.class, SafeHttp.with(true, Path.of("target")));
        beans.put(Vault.class, Vault.withKey(Base64.getEncoder().encodeToString(new byte[32])));
        beans.put(AtprotoSettings.class, AtprotoSettings.with(plcUrl, List.of(publicUrl)));
        beans.put(
                Event.class,
                Proxy.newProxyInstance(
                        getClass().getClassLoader(), new Class<?>[] {Event.class}, (proxy, method, arguments) -> {
                            fired.add(arguments[0]);
                            get(Firehose.class).wakeAll();
                            return CompletableFuture.completedFuture(null);
                        }));
        beans.put(Crawlers.class, injected(Crawlers.class, new Crawlers() {
            @Override
            public Executor executor() {
                return executor;
            }
        }));
        beans.put(Firehose.class, injected(Firehose.class, new Firehose() {
            @Override
            public Executor executor() {
                return executor;
            }
        }));
    }

    /** Where handles are looked up, as {@code host:port}; to be said before anything is called. */
    public PdsUnderTest asking(String nameServer) {
        set(AtprotoSettings.class, get(AtprotoSettings.class), "nameServer", Optional.of(nameServer));
        return this;
    }

    /** The bean of this type with all it needs, made once. */
    public <T> T get(Class<T> type) {
        var known = beans.get(type);
        if (known == null) {
            known = injected(type, make(type));
            beans.put(type, known);
        }
        return type.cast(known);
    }

    private <T> T make(Class<T> type) {
        if (type.getSimpleName().endsWith("Store")) {
            return database.store(type);
        }
        try {
            var constructor = type.getDeclaredConstructor();
            constructor.setAccessible(true);
            return constructor.newInstance();
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("Not a bean: " + type, e);
        }
    }

    private <T> T injected(Class<?> type, T bean) {
        for (var field : type.getDeclaredFields()) {
            if (field.isAnnotationPresent(Inject.class)
                    && !field.getType().getName().startsWith("java.util")
                    && !isSetting(field.getType())) {
                set(type, bean, field.getName(), get(field.getType()));
            }
        }
        for (var method : type.getDeclaredMethods()) {
            if (method.isAnnotationPresent(PostConstruct.class)) {
                try {
                    method.setAccessible(true);
                    method.invoke(bean);
                } catch (ReflectiveOperationException e) {
                    throw new IllegalStateException("Not started: " + type, e);
                }
            }
        }
        return bean;
    }

    private static boolean isSetting(Class<?> type) {
        return type.isPrimitive() || type.getName().startsWith("java.time.D");
    }

    private static void set(Class<?> type, Object bean, String name, Object value) {
        try {
            var field = type.getDeclaredField(name);
            field.setAccessible(true);
            field.set(bean, value);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("No field " + name + " in " + type, e);
        }
    }

    /** A new account with {@link #PASSWORD}: its access token. */
    public Login signUp(String handle) {
        var input = Json.object().put("handle", handle).put("password", PASSWORD);
        return new Login(procedure("com.atproto.server.createAccount", null, input));
    }

    /** What somebody who is signed in holds. */
    public record Login(JsonNode answer) {
        public Did did() {
            return new Did(answer.get("did").asText());
        }

        public String access() {
            return answer.get("accessJwt").asText();
        }

        public String refresh() {
            return answer.get("refreshJwt").asText();
        }
    }

    public ObjectNode procedure(String nsid, @Nullable String token, ObjectNode input) {
        var body = Json.write(input).getBytes(StandardCharsets.UTF_8);
        return json(call(nsid, token, Map.of(), body));
    }

    public ObjectNode query(String nsid, @Nullable String token, Map<String, String> parameters) {
        return json(call(nsid, token, parameters, new byte[0]));
    }

    /** A body that is no JSON. */
    public ObjectNode upload(String nsid, String token, byte[] body) {
        return json(call(nsid, token, Map.of(), body));
    }

    public byte[] archive(String nsid, Map<String, String> parameters) {
        return call(nsid, null, parameters, new byte[0]);
    }

    public byte[] archive(String nsid, String token, Map<String, String> parameters) {
        return call(nsid, token, parameters, new byte[0]);
    }

    private static ObjectNode json(byte[] body) {
        return body.length == 0 ? Json.object() : Json.readObject(body);
    }

    private byte[] call(String nsid, @Nullable String token, Map<String, String> parameters, byte[] body) {
        var query = parameters.entrySet().stream()
                .map(entry -> entry.getKey() + "=" + URLEncoder.encode(entry.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        var headers = new HashMap<>(Map.of("content-type", "text/plain"));
        if (token != null) {
            headers.put("authorization", "Bearer " + token);
        }
        var method = get(METHODS.stream()
                .filter(type -> get(type).nsid().equals(nsid))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("No class for " + nsid)));
        var verb = method.kind() == XrpcMethod.Kind.QUERY ? "GET" : "POST";
        return method.handle(new XrpcCall(verb, nsid, query, body, headers, client))
                .body();
    }

    /** All methods, as the container finds them. */
    public List<XrpcMethod> methods() {
        return METHODS.stream().<XrpcMethod>map(this::get).toList();
    }

    private static List<Class<? extends XrpcMethod>> classesOfMethods() {
        var root = Path.of("target", "classes");
        try (var files = Files.walk(root.resolve("org/computecontracts/pds/web"))) {
            return files.filter(file -> file.toString().endsWith(".class"))
                    .map(file -> classOf(root.relativize(file)))
                    .filter(XrpcMethod.class::isAssignableFrom)
                    .<Class<? extends XrpcMethod>>map(type -> type.asSubclass(XrpcMethod.class))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Class<?> classOf(Path file) {
        try {
            return Class.forName(file.toString().replace(".class", "").replace('/', '.'));
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(e);
        }
    }
}
