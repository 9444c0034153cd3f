package org.computecontracts.portal;

import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toCollection;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The files that pages are made of, and what stands in them. */
final class PageFiles {
    static final Path ROOT = Path.of("src/main/webapp");
    static final Pattern EXPRESSION = Pattern.compile("#\\{([^}]*)}");

    static final List<Path> PAGES = files("", ".xhtml");
    static final String ALL = text(PAGES);

    private PageFiles() {}

    static Set<String> words(Pattern pattern, String text) {
        return found(pattern, text).stream()
                .flatMap(said -> Stream.of(said.split(" ")))
                .filter(word -> !word.isEmpty())
                .collect(toCollection(TreeSet::new));
    }

    static TreeSet<String> found(Pattern pattern, String text) {
        Function<MatchResult, String> first = match -> match.group(1);
        return pattern.matcher(text).results().map(first).collect(toCollection(TreeSet::new));
    }

    static List<Path> beans() {
        return walk(Path.of("src/main/java/org/computecontracts/portal"), ".java");
    }

    static List<Path> files(String folder, String ending) {
        return walk(ROOT.resolve(folder), ending);
    }

    static List<Path> walk(Path folder, String ending) {
        try (var files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(ending))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String text(List<Path> files) {
        return files.stream().flatMap(PageFiles::lines).collect(joining("\n", "", "\n"));
    }

    static Stream<String> lines(Path file) {
        try {
            return Files.readAllLines(file).stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
