package org.computecontracts;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** How the database is spoken to: JPQL, and SQL by {@code kernel.data.Sql}, both with names for parameters and columns. */
class DataIdiomTest {
    private static final Path SOURCES = Path.of("src/main/java");

    /** To be converted with the work queues they are. */
    private static final Set<String> EXEMPT = Set.of(
            "AuthorStore",
            "BuildStore",
            "ClaimStore",
            "ContractStore",
            "IntakeStore",
            "NetworkHostStore",
            "NetworkRepoStore");

    @Test
    void sqlIsSpokenInOnePlace() {
        noClasses()
                .that(DescribedPredicate.describe("are not exempt", type -> !EXEMPT.contains(type.getSimpleName())))
                .should()
                .callMethodWhere(DescribedPredicate.describe(
                        "makes a native query", call -> call.getName().equals("createNativeQuery")))
                .check(new ClassFileImporter()
                        .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                        .importPackages(DataIdiomTest.class.getPackageName()));
    }

    /** For a Tuple, too, EclipseLink 4 gives what is an array: several columns are JPQL's {@code select new}, or SQL. */
    @Test
    void noStoreReadsColumnsByTheirPlace() {
        assertThat(storesWith("\\bObject\\[\\]|\\bTuple\\b")).isEmpty();
    }

    @Test
    void everyParameterHasAName() {
        assertThat(storesWith("\\?\\d|\\.setParameter\\(\\s*\\d")).isEmpty();
    }

    /** Whoever is converted is not to be forgotten here. */
    @Test
    void whatIsExemptNeedsIt() {
        var needy = storesIn(name -> true, "createNativeQuery|\\bObject\\[\\]");

        assertThat(needy).containsAll(EXEMPT);
    }

    private static Set<String> storesWith(String pattern) {
        return storesIn(name -> !EXEMPT.contains(name), pattern);
    }

    private static Set<String> storesIn(Predicate<String> which, String pattern) {
        var found = new TreeSet<String>();
        for (var store : stores()) {
            var name = String.valueOf(store.getFileName()).replace(".java", "");
            if (which.test(name)
                    && Pattern.compile(pattern).matcher(text(store)).find()) {
                found.add(name);
            }
        }
        return found;
    }

    private static List<Path> stores() {
        try (Stream<Path> files = Files.walk(SOURCES)) {
            return files.filter(file -> file.toString().endsWith("Store.java")).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
