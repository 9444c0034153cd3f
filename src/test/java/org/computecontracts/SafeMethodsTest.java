package org.computecontracts;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.AccessTarget;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import jakarta.annotation.PostConstruct;
import jakarta.inject.Named;
import jakarta.servlet.Filter;
import jakarta.servlet.http.HttpServlet;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HEAD;
import jakarta.ws.rs.OPTIONS;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.computecontracts.atproto.xrpc.XrpcMethod;
import org.computecontracts.kernel.data.Sql;
import org.junit.jupiter.api.Test;

/**
 * Walks from every method that HTTP calls safe (RFC 9110, section 9.2.1) to whatever it may call, and finds the stores it
 * may write through: servlets, filters, resources, queries of the wire and what pages read.
 */
class SafeMethodsTest {
    private static final String BASE = "org.computecontracts";
    private static final Set<String> SAFE = Set.of("service", "doGet", "doHead", "doOptions", "doTrace");
    private static final Set<String> WRITES = Set.of("persist", "merge", "remove", "executeUpdate", "executeBatch");

    /** What is made when it is first needed, by whomever, and says nothing that anybody asked for. */
    private static final Set<String> MADE_ON_FIRST_USE = Set.of(
            "SecretStore.keepFirst",
            "ClientKeyStore.keep",
            "IssuerKeyStore.begin",
            "WalletStore.insert",
            "ChainStore.adopt",
            "ChainStore.startOver",
            // Sets how its transaction reads
            "BlockStore.asOfNow");

    /** What a visit leaves behind: that a session was used, renewed or found expired, and the trail of what was proxied. */
    private static final Set<String> BOOKKEEPING = Set.of(
            "BrowserSessionStore.use", "BrowserSessionStore.forget", "SessionStore.change", "ProxiedRequestStore.add");

    /** Protocols that act by GET: x402 pays with a header, OAuth comes back by a redirect with a code that counts once. */
    private static final Set<String> ACTING = Set.of("SettlementServlet.doGet", "OAuthServlet.doGet");

    private static final JavaClasses ALL = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages(BASE);

    @Test
    void noSafeMethodChangesAnything() {
        var changing = new TreeSet<String>();
        entries()
                .filter(entry -> !ACTING.contains(name(entry)))
                .forEach(entry -> writesFrom(entry).forEach((write, path) -> {
                    if (!MADE_ON_FIRST_USE.contains(write) && !BOOKKEEPING.contains(write)) {
                        changing.add(name(entry) + path);
                    }
                }));
        assertThat(changing).isEmpty();
    }

    /** Or the walk would be blind. */
    @Test
    void theWalkFindsWhatActs() {
        assertThat(entries().map(SafeMethodsTest::name)).containsAll(ACTING).hasSizeGreaterThan(150);
        assertThat(entries().filter(entry -> ACTING.contains(name(entry))))
                .allSatisfy(entry -> assertThat(writesFrom(entry)).isNotEmpty());
        assertThat(ALL.stream()
                        .flatMap(type -> type.getCodeUnits().stream())
                        .filter(SafeMethodsTest::writes)
                        .map(SafeMethodsTest::name))
                .contains("OAuthAttemptStore.take", "AppPasswordStore.add", "BlobRefStore.forget", "ClaimStore.claim");
    }

    /** The servlet API answers HEAD by doing what GET does and keeping the body back. */
    @Test
    void whereGetActsHeadHasItsOwnMethod() {
        assertThat(entries().map(SafeMethodsTest::name))
                .containsAll(ACTING.stream()
                        .map(get -> get.replace(".doGet", ".doHead"))
                        .toList());
    }

    private static String name(JavaCodeUnit unit) {
        return unit.getOwner().getSimpleName() + "." + unit.getName();
    }

    private static Stream<JavaMethod> entries() {
        var resources = ALL.stream()
                .flatMap(type -> type.getMethods().stream())
                .filter(method -> method.isAnnotatedWith(GET.class)
                        || method.isAnnotatedWith(HEAD.class)
                        || method.isAnnotatedWith(OPTIONS.class));
        var servlets = methods(HttpServlet.class, SAFE::contains);
        var filters = methods(Filter.class, "doFilter"::equals);
        var queries = methods(XrpcMethod.class, Set.of("handle", "admit")::contains)
                .filter(method -> isQuery(method.getOwner()));
        var pages = ALL.stream()
                .filter(type -> type.isAnnotatedWith(Named.class))
                .flatMap(type -> type.getMethods().stream())
                .filter(method -> method.isAnnotatedWith(PostConstruct.class)
                        || (method.getName().matches("(get|is)[A-Z].*")
                                && method.getRawParameterTypes().isEmpty()));
        return Stream.of(resources, servlets, filters, queries, pages).flatMap(Function.identity());
    }

    private static Stream<JavaMethod> methods(Class<?> kind, Predicate<String> name) {
        return ALL.stream()
                .filter(type -> type.isAssignableTo(kind) && !type.isInterface())
                .flatMap(type -> type.getMethods().stream())
                .filter(method -> name.test(method.getName()))
                .filter(method -> !method.getModifiers().contains(JavaModifier.BRIDGE));
    }

    private static boolean isQuery(JavaClass type) {
        return type.getMethods().stream()
                .filter(method -> method.getName().equals("kind"))
                .flatMap(method -> method.getFieldAccesses().stream())
                .anyMatch(access -> !access.getTarget().getName().equals("PROCEDURE"));
    }

    /** Each write, and the way there. */
    private static Map<String, String> writesFrom(JavaCodeUnit entry) {
        var found = new TreeMap<String, String>();
        var paths = new HashMap<JavaCodeUnit, String>(Map.of(entry, ""));
        for (var queue = new ArrayDeque<>(List.of(entry)); !queue.isEmpty(); ) {
            var unit = queue.remove();
            if (writes(unit)) {
                found.put(name(unit), paths.get(unit));
                continue;
            }
            called(unit).forEach(next -> {
                if (paths.putIfAbsent(next, paths.get(unit) + " > " + name(next)) == null) {
                    queue.add(next);
                }
            });
        }
        return found;
    }

    /** Of an interface, what every class does: but for methods of the wire, which are each walked by themselves. */
    private static Stream<JavaCodeUnit> called(JavaCodeUnit unit) {
        return Stream.<AccessTarget.CodeUnitAccessTarget>concat(
                        unit.getCallsFromSelf().stream().map(call -> call.getTarget()),
                        unit.getCodeUnitReferencesFromSelf().stream().map(reference -> reference.getTarget()))
                .filter(target -> target.getOwner().getPackageName().startsWith(BASE))
                .filter(target -> !target.getOwner().isEquivalentTo(XrpcMethod.class))
                .flatMap(target -> Stream.concat(
                        target.resolveMember().stream().map(JavaCodeUnit.class::cast),
                        target.getOwner().isInterface()
                                ? target.getOwner().getAllSubclasses().stream()
                                        .flatMap(type -> type.getMethods().stream())
                                        .filter(method -> method.getName().equals(target.getName()))
                                : Stream.empty()));
    }

    private static boolean writes(JavaCodeUnit unit) {
        return unit.getCallsFromSelf().stream()
                .map(call -> call.getTarget())
                .anyMatch(target ->
                        isUpdate(target) || (unit.getOwner().getSimpleName().endsWith("Store") && isStep(target)));
    }

    private static boolean isUpdate(AccessTarget target) {
        var owner = target.getOwner().getPackageName();
        return WRITES.contains(target.getName())
                        && (owner.startsWith("jakarta.persistence") || owner.startsWith("java.sql"))
                || target.getOwner().isEquivalentTo(Sql.class)
                        && Set.of("run", "update", "returning").contains(target.getName());
    }

    /** Entities change by what a store is given to do with them. */
    private static boolean isStep(AccessTarget target) {
        return target.getOwner().isEquivalentTo(Consumer.class)
                && target.getName().equals("accept");
    }
}
