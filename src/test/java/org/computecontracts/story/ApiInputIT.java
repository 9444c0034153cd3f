package org.computecontracts.story;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.lang.reflect.RecordComponent;
import java.net.URI;
import java.net.http.HttpRequest;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.computecontracts.api.ApiApplication;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What the API is sent is refused by the name of the member, as problem+json, whatever it is; and nothing ends as 500. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ApiInputIT {
    private final Outside outside = new Outside();
    private final Person ada = Person.signedUp(outside, "ada-" + Long.toString(System.nanoTime(), 36) + ".test");

    /** A method that changes something, with what it reads. */
    private record Change(String verb, String path, Optional<Class<?>> body) {
        static Stream<Change> of(Class<?> resource) {
            return Arrays.stream(resource.getMethods()).flatMap(method -> of(resource, method).stream());
        }

        private static Optional<Change> of(Class<?> resource, Method method) {
            return Stream.of(POST.class, PUT.class)
                    .filter(method::isAnnotationPresent)
                    .map(verb -> new Change(verb.getSimpleName(), path(resource, method), body(method)))
                    .findFirst();
        }

        private static String path(Class<?> resource, Method method) {
            var own = method.getAnnotation(Path.class);
            return ("/api/" + resource.getAnnotation(Path.class).value() + (own == null ? "" : "/" + own.value()))
                    .replace("{id}", UUID.randomUUID().toString())
                    .replace("{did}", "did:plc:aaaaaaaaaaaaaaaaaaaaaaaa")
                    .replace("{purpose: DRILL|REBUILD}", "DRILL");
        }

        private static Optional<Class<?>> body(Method method) {
            return Arrays.stream(method.getParameters())
                    .filter(parameter -> !isOfJaxRs(parameter))
                    .<Class<?>>map(Parameter::getType)
                    .findFirst();
        }

        private static boolean isOfJaxRs(Parameter parameter) {
            return Arrays.stream(parameter.getAnnotations())
                    .map(Annotation::annotationType)
                    .anyMatch(type -> type.getPackageName().startsWith("jakarta.ws.rs"));
        }

        Stream<String> members() {
            return body.stream()
                    .flatMap(type -> Arrays.stream(type.getRecordComponents()))
                    .map(RecordComponent::getName);
        }
    }

    @Test
    void noBodyOfAnotherShapeIsTaken() {
        for (var change : changes()) {
            for (var body : List.of("{}", "null", "[]", "[null]", "5", "\"x\"", "true", "{", "")) {
                refused(change, body);
            }
        }
    }

    @Test
    void noMemberOfAnotherKindIsTaken() {
        for (var change : changes()) {
            change.members().forEach(member -> {
                for (var value : List.of("{}", "[[]]", "[null]")) {
                    var answer = refused(change, "{\"" + member + "\":" + value + "}");
                    assertThat(answer.json().at("/errors/0/field").asText())
                            .as("%s %s", change, answer)
                            .startsWith(member);
                }
                refused(change, "{\"" + member + "\":null}");
            });
        }
    }

    @Test
    void theMemberThatIsWrongIsNamed() {
        for (var rights : List.of("[3]", "[null]", "[\"3\"]")) {
            refused("/api/tokens", "{\"name\":\"t\",\"rights\":" + rights + ",\"days\":1}", "rights[0]");
        }
        for (var days : List.of("1.9", "\"1\"", "0", "366")) {
            refused("/api/tokens", "{\"name\":\"t\",\"rights\":[\"READ\"],\"days\":" + days + "}", "days");
        }
        for (var name : List.of("5", "\"a\\u0000b\"", "\"a\\ud800b\"")) {
            refused("/api/tokens", "{\"name\":" + name + ",\"rights\":[\"READ\"],\"days\":1}", "name");
        }
        refused("/api/members/invitations", "{\"handle\":\"" + ada.handle() + "\",\"role\":0}", "role");
        refused("/api/trust/vouches", "{\"subject\":\"" + ada.handle() + "\"}", "kind");
        refused("/api/network/resync", "{}", "did");
    }

    @Test
    void aPolicyWithoutAPriceChangesNothing() {
        var before = ada.get("/api/policy").orFail();
        var change = new Change("PUT", "/api/policy", Optional.empty());

        refused(change, "{\"rules\":[],\"maxDepth\":1}");
        refused(
                change,
                "{\"rules\":[{\"name\":\"n\",\"effect\":0,\"when\":\"true\",\"because\":\"b\"}],\"maxPrice\":1,\"maxDepth\":1}");

        refused(change, "{\"rules\":[],\"maxPrice\":1e-20,\"maxDepth\":1}");
        refused(change, "{\"rules\":[],\"maxPrice\":1e30,\"maxDepth\":1}");

        assertThat(ada.get("/api/policy").orFail()).isEqualTo(before);
    }

    @Test
    void noBuilderIsRegisteredAsAnotherThanItIs() {
        var wrong = List.of(
                Map.entry("name", "\"a\\ud800b\""),
                Map.entry("cpus", "2147483647"),
                Map.entry("mem", "\"plenty\""),
                Map.entry("disk", "\"1X\""),
                Map.entry("price", "1e30"),
                Map.entry("price", "1e-19"),
                Map.entry("price", "\"1e-1000000000\""),
                Map.entry("frequency", "\"sometimes\""));
        for (var member : wrong) {
            refused("/api/builders", builder(member.getKey(), member.getValue()), member.getKey());
        }
        var post = new Change("POST", "/api/builders", Optional.empty());
        assertThat(detail(refused(post, builder("currency", "\"EUR\"")))).startsWith("currency must be USDC");
        assertThat(detail(refused(post, builder("price", "0.0000001")))).startsWith("price must have no more than 6");
        assertThat(detail(refused(post, builder("mem", "\"9999999T\"")))).startsWith("mem must be 128M to 64T");

        assertThat(ada.get("/api/builders").orFail()).isEmpty();
    }

    private static String builder(String member, String value) {
        var builder = Answer.object().put("name", "n").put("backend", "sandbox").put("cpus", 1);
        builder.put("mem", "1G").put("disk", "1G").put("price", 1);
        builder.put("currency", "USDC").put("frequency", "once").put(member, "here");
        return builder.toString().replace("\"here\"", value);
    }

    private static String detail(Answer answer) {
        return answer.json().path("detail").asText();
    }

    @Test
    void whatNoColumnHoldsIsRefused() {
        for (var path : List.of(
                "/plc/export?after=%2B1000000000-01-01T00:00:00Z",
                "/plc/export?after=-1000000000-01-01T00:00:00Z",
                "/plc/export?after=-9999-01-01T00:00:00Z",
                "/api/market?cursor=-1000000000-01-01T00:00:00Z%20x",
                "/api/market?cursor=-9999-01-01T00:00:00Z%20x",
                "/api/market?cursor=2026-01-01T00:00:00Z%20%00",
                "/api/market?author=%00",
                "/api/market/deal?uri=%00")) {
            var answer = outside.get(path);
            assertThat(answer.status()).as("%s %s", path, answer).isEqualTo(400);
            assertThat(answer.type()).as(path).startsWith("application/problem+json");
        }
    }

    private static List<Change> changes() {
        return new ApiApplication()
                .getClasses().stream()
                        .filter(type -> type.isAnnotationPresent(Path.class))
                        .flatMap(Change::of)
                        .toList();
    }

    private void refused(String path, String body, String member) {
        var answer = refused(new Change("POST", path, Optional.empty()), body);
        assertThat(answer.json().at("/errors/0/field").asText())
                .as("%s", answer)
                .isEqualTo(member);
    }

    private Answer refused(Change change, String body) {
        var answer =
                outside.send(HttpRequest.newBuilder(URI.create(outside.portal().url() + change.path()))
                        .header("Content-Type", "application/json")
                        .header("Authorization", "Bearer " + ada.token())
                        .method(change.verb(), HttpRequest.BodyPublishers.ofString(body)));
        assertThat(answer.status()).as("%s %s %s", change, body, answer).isBetween(400, 499);
        assertThat(answer.type()).as("%s %s %s", change, body, answer).startsWith("application/problem+json");
        return answer;
    }
}
