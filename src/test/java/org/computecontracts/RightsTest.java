package org.computecontracts;

import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import jakarta.inject.Named;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.computecontracts.atproto.xrpc.XrpcMethod;
import org.computecontracts.kernel.Needs;
import org.computecontracts.kernel.Open;
import org.computecontracts.kernel.Right;
import org.junit.jupiter.api.Test;

/** Walks every page, resource and method of the wire: each says which right it needs, or why none. */
class RightsTest {
    private static final String BASE = "org.computecontracts";

    /** An expression that acts: {@code action="#{bean.method}"}, with arguments or without. */
    private static final Pattern ACTION = Pattern.compile("action(?:Listener)?=\"#\\{(\\w+)\\.(\\w+)(?:\\(.*?\\))?}\"");

    private static final Pattern VIEW_ACTION = Pattern.compile("<f:viewAction action=\"#\\{viewer\\.require}\"/>");

    private static final JavaClasses ALL = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages(BASE);

    @Test
    void everyResourceSaysWhatItNeeds() {
        var silent = new TreeSet<String>();
        for (var method : resourceMethods().toList()) {
            var onMethod = right(method).isPresent() || method.isAnnotatedWith(Open.class);
            var onClass = says(method.getOwner());
            // A method that changes something says so itself: the right of the class is that of looking
            if (!onMethod && (!onClass || (!isSafe(method) && !method.getOwner().isAnnotatedWith(Open.class)))) {
                silent.add(method.getFullName());
            }
        }
        assertThat(silent).isEmpty();
    }

    @Test
    void whatChangesNeedsMoreThanLooking() {
        // The end of a contract takes the right of the party that the tenant is: Ends asks for it
        var harmless = Map.of(
                "PolicyResource", List.of("tryOn"),
                "FacilitatorResource", List.of("verify"),
                "ContractsResource", List.of("end"));
        var looking = resourceMethods()
                .filter(method -> !isSafe(method))
                .filter(method -> right(method).equals(Optional.of(Right.READ)))
                .filter(method -> !harmless.getOrDefault(method.getOwner().getSimpleName(), List.of())
                        .contains(method.getName()))
                .map(JavaMethod::getFullName);
        assertThat(looking).isEmpty();
    }

    @Test
    void rightsAreThoseOfTheRoles() {
        var rights = Map.of(
                "RfpsResource.publish", Right.BUY,
                "ContractsResource.accept", Right.BUY,
                "TrustResource.judge", Right.BUY,
                "BuildersResource.register", Right.OPERATE,
                "WalletResource.importKey", Right.MANAGE,
                "MembersResource.invite", Right.MANAGE,
                "TokensResource.issue", Right.MANAGE);
        var found = resourceMethods()
                .filter(method -> right(method).isPresent())
                .collect(toMap(
                        method -> method.getOwner().getSimpleName() + "." + method.getName(),
                        method -> right(method).orElseThrow()));
        assertThat(found).containsAllEntriesOf(rights);
    }

    @Test
    void everyPageBeanSaysWhatItNeeds() {
        var silent = ALL.stream()
                .filter(type -> type.isAnnotatedWith(Named.class))
                .filter(type -> !says(type))
                .map(JavaClass::getName);
        assertThat(silent).isEmpty();
    }

    @Test
    void everyActionOfAPageSaysWhatItNeeds() throws IOException {
        var silent = new TreeSet<String>();
        var seen = 0;
        for (var page : pages()) {
            var found = ACTION.matcher(Files.readString(page));
            while (found.find()) {
                seen++;
                if (!isSaid(found.group(1), found.group(2))) {
                    silent.add(page.getFileName() + ": " + found.group());
                }
            }
        }
        assertThat(silent).isEmpty();
        assertThat(seen).isGreaterThan(25);
    }

    /** Where the bean needs a right, a visitor is led to the sign-in before the page is made. */
    @Test
    void pagesForPeopleWithARightAskForTheSignInFirst() throws IOException {
        var forgetful = new TreeSet<String>();
        for (var page : pages()) {
            var name = page.getFileName().toString().replace(".xhtml", "");
            var bean = bean(name.toLowerCase(Locale.ROOT) + "Page");
            if (!page.toString().contains("WEB-INF")
                    && bean.filter(type -> type.isAnnotatedWith(Needs.class)).isPresent()
                    && !VIEW_ACTION.matcher(Files.readString(page)).find()) {
                forgetful.add(name);
            }
        }
        assertThat(forgetful).isEmpty();
    }

    /** Our own PDS knows accounts and their own sessions, no tenants. */
    @Test
    void everyMethodOfTheWireSaysWhatItNeeds() {
        var silent = ALL.stream()
                .filter(type -> type.isAssignableTo(XrpcMethod.class) && !type.isInterface())
                .filter(type -> !type.getPackageName().startsWith(BASE + ".pds"))
                .filter(type -> !says(type))
                .map(JavaClass::getName);
        assertThat(silent).isEmpty();
    }

    private static boolean isSaid(String bean, String method) {
        if (bean.equals("viewer") && method.equals("require")) {
            return true;
        }
        return bean(bean).stream()
                .flatMap(type -> type.getMethods().stream())
                .filter(candidate -> candidate.getName().equals(method))
                .anyMatch(said -> right(said).isPresent()
                        || said.isAnnotatedWith(Open.class)
                        || said.getOwner().isAnnotatedWith(Open.class));
    }

    private static Optional<JavaClass> bean(String name) {
        return ALL.stream()
                .filter(type -> type.isAnnotatedWith(Named.class))
                .filter(type -> type.getSimpleName().equalsIgnoreCase(name))
                .findFirst();
    }

    private static List<java.nio.file.Path> pages() throws IOException {
        try (var files = Files.walk(java.nio.file.Path.of("src/main/webapp"))) {
            return files.filter(file -> file.toString().endsWith(".xhtml")).toList();
        }
    }

    /** The did:plc directory belongs to our own PDS. */
    private static Stream<JavaMethod> resourceMethods() {
        return ALL.stream()
                .filter(type -> type.isAnnotatedWith(Path.class))
                .filter(type -> !type.getPackageName().startsWith(BASE + ".pds"))
                .flatMap(type -> type.getMethods().stream())
                .filter(method -> method.isMetaAnnotatedWith(HttpMethod.class));
    }

    private static boolean isSafe(JavaMethod method) {
        return method.isAnnotatedWith(jakarta.ws.rs.GET.class);
    }

    private static boolean says(JavaClass type) {
        return type.isAnnotatedWith(Needs.class) || type.isAnnotatedWith(Open.class);
    }

    private static Optional<Right> right(JavaMethod method) {
        return method.tryGetAnnotationOfType(Needs.class).map(Needs::value);
    }
}
