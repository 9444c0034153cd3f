package org.computecontracts.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** docs/settings.md is made from the code: from each setting's own words, its default, and what the launcher sets. */
class SettingsTableTest {
    private static final Path TABLE = Path.of("docs", "settings.md");
    private static final String HEAD = """
            # Settings
            Environment variables, read at start (`cc.kernel.public-url` of MicroProfile Config is `CC_KERNEL_PUBLIC_URL`).
            `./portal` sets what the third column says; what you set yourself wins. Times are ISO 8601 durations.
            Made from the code by `SettingsTableTest`.

            | variable | default | set by `./portal` to | meaning |
            |---|---|---|---|
            """;

    /** Read by the launcher, or by the server before there is an application. */
    private static final List<Row> OTHERS = List.of(
            new Row("CC_HOME", "`~/.local/share/compute-contracts`", "", "programs, and the guests' root file system"),
            new Row("CC_DATA", "`$CC_HOME/data`", "", "database, keys, certificates, logs: what must not be lost"),
            new Row(
                    "CC_JAVA_OPTIONS",
                    "`-Xmx1g -XX:+UseSerialGC`",
                    "",
                    "options of the portal's JVM; a server has more than a gigabyte for it"),
            new Row("CC_KERNEL_DB_URL", "", "a PostgreSQL of its own", "set all three for one of yours"),
            new Row("CC_KERNEL_DB_USER", "", "the same", "who must own the database"),
            new Row("CC_KERNEL_DB_PASSWORD", "", "the same", "that user's password"));

    private static final Map<String, String> OF_THE_CHAIN = Map.of(
            "CC_PAYMENT_RPC_URL", "the local chain, where npm is there; set it and none is started",
            "CC_PAYMENT_GAS_KEY_FILE", "the local chain's");

    private static final String TEXT = "\"((?:[^\"\\\\]|\\\\.)*)\"";
    private static final Pattern SETTING = Pattern.compile(
            "/\\*\\*((?:(?!\\*/).)*)\\*/\\s*@Inject\\s*@ConfigProperty" + "\\(\\s*name = " + TEXT
                    + "(?:,\\s*defaultValue =((?:[^\")]|" + TEXT + ")*))?\\)",
            Pattern.DOTALL);

    @TempDir
    Path home = Path.of("");

    private String sources = "";

    /** One line of the table. */
    private record Row(String variable, String usual, String launcher, String meaning) {
        String line() {
            return "| `%s` | %s | %s | %s |\n".formatted(variable, usual, launcher, meaning);
        }
    }

    @BeforeEach
    void readTheCode() throws IOException {
        try (var files = Files.walk(Path.of("src", "main", "java"))) {
            sources = files.filter(file -> file.toString().endsWith(".java"))
                    .sorted()
                    .map(SettingsTableTest::text)
                    .reduce("", String::concat);
        }
    }

    @Test
    void theTableSaysWhatTheCodeSays() throws IOException {
        var made = HEAD + rows().values().stream().map(Row::line).reduce("", String::concat);

        Files.writeString(Path.of("target", "settings.md"), made);
        assertThat(Files.readString(TABLE))
                .as("docs/settings.md; cp target/settings.md docs/settings.md puts it right")
                .isEqualTo(made);
    }

    @Test
    void everySettingSaysWhatItMeans() {
        assertThat(SETTING.matcher(sources).results().count())
                .isEqualTo(Pattern.compile("@ConfigProperty\\s*\\(")
                        .matcher(sources)
                        .results()
                        .count());
    }

    @Test
    void documentsAndScriptsNameNoOtherSettings() throws IOException {
        var known = rows().keySet();
        for (var file : List.of("README.md", "CONTRIBUTING.md", "portal", "docs/xrpc.md")) {
            assertThat(Pattern.compile("\\bCC_[A-Z][A-Z0-9_]*[A-Z0-9]")
                            .matcher(Files.readString(Path.of(file)))
                            .results()
                            .map(MatchResult::group)
                            .filter(name -> !name.equals("CC_TERMINAL")))
                    .as(file)
                    .isSubsetOf(known);
        }
    }

    private Map<String, Row> rows() throws IOException {
        Files.createDirectories(home.resolve("guest"));
        var folders = new Folders(home, home.resolve("data"));
        Files.createDirectories(folders.data());
        var plan = new Plan(folders, home, new Listeners(8443, 8080, 2222), Map.of(), true);
        var launcher = new Settings(plan, Map.of()).environment();
        var rows = new TreeMap<String, Row>();
        SETTING.matcher(sources)
                .results()
                .map(found -> row(found, launcher))
                .forEach(row -> rows.put(row.variable(), row));
        OTHERS.forEach(row -> rows.put(row.variable(), row));
        assertThat(rows.keySet()).containsAll(launcher.keySet());
        return rows;
    }

    private Row row(MatchResult found, Map<String, String> launcher) {
        var variable = Settings.variable(found.group(2));
        var usual = found.group(3) == null
                ? ""
                : "`"
                        + Pattern.compile(TEXT)
                                .matcher(found.group(3))
                                .results()
                                .map(part -> part.group(1))
                                .reduce("", String::concat)
                        + "`";
        var set = launcher.containsKey(variable)
                ? "`"
                        + launcher.get(variable)
                                .replace(home + "/data", "$CC_DATA")
                                .replace(home.toString(), "$CC_HOME")
                        + "`"
                : OF_THE_CHAIN.getOrDefault(variable, "");
        return new Row(variable, usual, set, meaning(found.group(1)));
    }

    private static String meaning(String comment) {
        var words = comment.replaceAll("(?m)^\\s*\\* ?", "")
                .replaceAll("\\{@link #?([^}]*)}", "$1")
                .replaceAll("\\{@code ((?:[^{}]|\\{[^}]*})*)}", "`$1`")
                .replaceAll("</?p>", "")
                .replace("|", "\\|");
        return Stream.of(words.strip().split("\\s+"))
                .reduce((one, two) -> one + " " + two)
                .orElseThrow();
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
