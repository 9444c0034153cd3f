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
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** How the database is spoken to: JPQL, and SQL by {@code kernel.data.Sql}, both with names for parameters and columns. */
class DataIdiomTest {
    private static final Path SOURCES = Path.of("src/main/java");

    @Test
    void sqlIsSpokenInOnePlace() {
        noClasses()
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

    private static Set<String> storesWith(String pattern) {
        var found = new TreeSet<String>();
        for (var store : stores()) {
            if (Pattern.compile(pattern).matcher(text(store)).find()) {
                found.add(String.valueOf(store.getFileName()));
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
