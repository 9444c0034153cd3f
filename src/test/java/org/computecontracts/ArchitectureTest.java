package org.computecontracts;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;
import jakarta.ejb.Singleton;
import jakarta.ejb.Stateful;
import jakarta.ejb.Stateless;
import jakarta.persistence.EntityManager;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import org.computecontracts.kernel.AppModule;
import org.junit.jupiter.api.Test;

/** The map of modules in the README, held against the code. */
class ArchitectureTest {
    private static final String BASE = "org.computecontracts";
    private static final JavaClasses ALL = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages(BASE);

    @Test
    void aModuleUsesOnlyWhatItDeclaresAndOnlyWhatOthersExport() {
        var wrong = new TreeSet<String>();
        dependencies((from, to) -> {
            if (!mayUse(from, to)) {
                wrong.add(from.getName() + " -> " + to.getName());
            }
        });
        assertThat(wrong).isEmpty();
    }

    private static void dependencies(BiConsumer<JavaClass, JavaClass> each) {
        for (var from : ALL) {
            for (var dependency : from.getDirectDependenciesFromSelf()) {
                var to = dependency.getTargetClass().getBaseComponentType();
                if (to.getPackageName().startsWith(BASE + ".")) {
                    each.accept(from, to);
                }
            }
        }
    }

    private static boolean mayUse(JavaClass from, JavaClass to) {
        var used = module(to);
        if (module(from).equals(used) || used.equals("kernel")) {
            return true;
        }
        return declared(from).contains(used) && exported(to);
    }

    private static String module(JavaClass type) {
        return List.of(type.getPackageName().split("\\.", -1)).get(2);
    }

    private static Set<String> declared(JavaClass type) {
        return Set.of(annotation(type).mayUse());
    }

    private static boolean exported(JavaClass type) {
        var root = BASE + "." + module(type);
        return type.getPackageName().equals(root)
                || Arrays.stream(annotation(type).exports())
                        .anyMatch(name -> type.getPackageName().equals(root + "." + name));
    }

    private static AppModule annotation(JavaClass type) {
        try {
            return Class.forName(BASE + "." + module(type) + ".package-info").getAnnotation(AppModule.class);
        } catch (ClassNotFoundException e) {
            throw new AssertionError("No package-info for " + type.getPackageName(), e);
        }
    }

    @Test
    void noPackagesOfAModuleGoInACircle() {
        SlicesRuleDefinition.slices()
                .matching(BASE + ".(**)")
                .namingSlices("$1")
                .should()
                .beFreeOfCycles()
                .check(ALL);
    }

    @Test
    void noTwoTypesOfAModuleShareAName() {
        var places = new TreeMap<String, Set<String>>();
        for (var type : ALL) {
            if (type.isTopLevelClass() && !type.getSimpleName().equals("package-info")) {
                places.computeIfAbsent(module(type) + ": " + type.getSimpleName(), name -> new TreeSet<>())
                        .add(type.getPackageName());
            }
        }
        places.values().removeIf(packages -> packages.size() == 1);
        assertThat(places).isEmpty();
    }

    /** A transaction that waits for somebody else's server holds its connection for as long as he likes. */
    @Test
    void noStoreGoesOut() {
        noClasses()
                .that()
                .haveSimpleNameEndingWith("Store")
                .should()
                .dependOnClassesThat()
                .haveFullyQualifiedName(BASE + ".kernel.http.SafeHttp")
                .orShould()
                .dependOnClassesThat()
                .resideInAnyPackage(BASE + ".atproto.pds..", BASE + ".atproto.resolution..")
                .orShould()
                .dependOnClassesThat()
                .haveFullyQualifiedName(BASE + ".atproto.xrpc.Xrpc")
                .check(ALL);
    }

    /** They are strangers, also when both are tenants of one portal: each learns of the other by records and HTTP. */
    @Test
    void requesterAndProviderDoNotKnowEachOther() {
        noClasses()
                .that()
                .resideInAPackage(BASE + ".market.requester..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage(BASE + ".market.provider..")
                .check(ALL);
        noClasses()
                .that()
                .resideInAPackage(BASE + ".market.provider..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage(BASE + ".market.requester..")
                .check(ALL);
    }

    @Test
    void transactionsLiveInStoresOnly() {
        noClasses()
                .that()
                .haveSimpleNameNotEndingWith("Store")
                .and()
                .resideOutsideOfPackage(BASE + ".kernel.data")
                .should()
                .dependOnClassesThat()
                .areAssignableTo(EntityManager.class)
                .check(ALL);
        noClasses()
                .that()
                .haveSimpleNameNotEndingWith("Store")
                .should()
                .beAnnotatedWith("jakarta.transaction.Transactional")
                .check(ALL);
    }

    /**
     * The work that an enterprise bean hands to other threads shares the bean's list of open connections, and with it, now and
     * then, its transactions: those that only start the schema hand over none. Timers are {@code Clockwork}'s.
     */
    @Test
    void enterpriseBeansDoNoWork() {
        var beans = ALL.stream()
                .filter(type -> type.isAnnotatedWith(Singleton.class)
                        || type.isAnnotatedWith(Stateless.class)
                        || type.isAnnotatedWith(Stateful.class))
                .map(JavaClass::getSimpleName);
        assertThat(beans).containsExactlyInAnyOrder("EarlyRequests", "Migrations");
    }

    @Test
    void onlyTheGuardedClientGoesOut() {
        noClasses()
                .that()
                .resideOutsideOfPackages(BASE + ".kernel..", BASE + ".launcher..")
                .should()
                .dependOnClassesThat()
                .haveFullyQualifiedName("java.net.http.HttpClient")
                .orShould()
                .dependOnClassesThat()
                .haveFullyQualifiedName("java.net.HttpURLConnection")
                .orShould()
                .dependOnClassesThat()
                .resideInAnyPackage("org.apache.hc..")
                .check(ALL);
    }

    /** A map that throws away its eldest, or a count of one's own, holds no better than it was thought through. */
    @Test
    void cachesAndLimitsAreMadeInOnePlace() {
        noClasses()
                .that()
                .resideOutsideOfPackage(BASE + ".kernel.limits")
                .should()
                .callMethod(Caffeine.class, "newBuilder")
                .orShould()
                .dependOnClassesThat()
                .resideInAPackage("io.github.bucket4j..")
                .orShould()
                .beAssignableTo(LinkedHashMap.class)
                .check(ALL);
    }

    @Test
    void nobodyReadsTheSystemClock() {
        noClasses()
                .that()
                .resideOutsideOfPackages(BASE + ".launcher..", BASE + ".kernel..")
                .should()
                .callMethod(java.time.Instant.class, "now")
                .check(ALL);
    }

    @Test
    void modulesHaveNoVagueNames() {
        classes()
                .should()
                .haveNameNotMatching(".*(Impl|Manager|Util|Utils|Helper|DTO|Dto)$")
                .check(ALL);
    }

    @Test
    void nobodyReadsTheFieldsOfAProxiedBean() {
        var wrong = new TreeSet<String>();
        for (var from : ALL) {
            for (var access : from.getFieldAccessesFromSelf()) {
                var owner = access.getTargetOwner();
                var field = access.getTarget().resolveMember();
                if (!owner.equals(from)
                        && owner.isAnnotatedWith("jakarta.enterprise.context.ApplicationScoped")
                        && field.isPresent()
                        && !field.get().getModifiers().contains(JavaModifier.STATIC)
                        && owner.getConstructorCallsFromSelf().stream()
                                .noneMatch(call -> call.getTargetOwner().equals(from))) {
                    wrong.add(access.getDescription());
                }
            }
        }
        // Through the proxy such a field is always empty
        assertThat(wrong).isEmpty();
    }
}
