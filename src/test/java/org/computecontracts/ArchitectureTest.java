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
import jakarta.ejb.Singleton;
import jakarta.ejb.Stateful;
import jakarta.ejb.Stateless;
import jakarta.persistence.EntityManager;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.computecontracts.kernel.AppModule;
import org.junit.jupiter.api.Test;

/** The map of modules in the README, held against the code. */
class ArchitectureTest {
    private static final String BASE = "org.computecontracts";
    private static final JavaClasses ALL = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages(BASE);

    @Test
    void aModuleUsesOnlyWhatItDeclaresAndOnlyRootPackages() {
        var wrong = new TreeSet<String>();
        for (var from : ALL) {
            for (var dependency : from.getDirectDependenciesFromSelf()) {
                var to = dependency.getTargetClass();
                if (to.getPackageName().startsWith(BASE + ".") && !mayUse(from, to)) {
                    wrong.add(from.getName() + " -> " + to.getName());
                }
            }
        }
        assertThat(wrong).isEmpty();
    }

    private static boolean mayUse(JavaClass from, JavaClass to) {
        var user = module(from);
        var used = module(to);
        if (user.equals(used)) {
            return true;
        }
        if (used.equals("kernel")) {
            return true;
        }
        return declared(from).contains(used) && to.getPackageName().equals(BASE + "." + used);
    }

    private static String module(JavaClass type) {
        return List.of(type.getPackageName().split("\\.", -1)).get(2);
    }

    private static Set<String> declared(JavaClass type) {
        try {
            var info = Class.forName(BASE + "." + module(type) + ".package-info");
            var module = info.getAnnotation(AppModule.class);
            return module == null ? Set.of() : Set.copyOf(Arrays.asList(module.mayUse()));
        } catch (ClassNotFoundException e) {
            throw new AssertionError("No package-info for " + type.getPackageName(), e);
        }
    }

    @Test
    void transactionsLiveInStoresOnly() {
        noClasses()
                .that()
                .haveSimpleNameNotEndingWith("Store")
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
