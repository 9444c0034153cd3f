package org.computecontracts.compute;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.computecontracts.kernel.ProblemException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

class UserDataTest {
    @Test
    void givesThePublishedExampleTheHeaderThatCloudInitKnowsAndLeavesTheRest() throws IOException {
        var published = published();

        var text = UserData.parse(published).text();

        assertThat(text).startsWith("#cloud-config\n");
        assertThat(values(text)).isEqualTo(values(published));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "#cloud-config\n",
                "#cloud-init\n",
                "#Cloud-Config  \r\n",
                "#cloud-config",
                "",
                " \n",
                "#cloud-config\n---\n"
            })
    void readsAnEmptyConfigAsAPlainMachine(String text) {
        assertThat(UserData.parse(text).text()).isEqualTo("#cloud-config\n{}\n");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "#!/bin/sh\\necho hi | user_data is a script; only a #cloud-config is run",
                "#include\\nhttps://example.org/x | user_data is an #include list; only a #cloud-config is run",
                "#cloud-config-archive\\n- a | user_data is a cloud-config archive; only a #cloud-config is run",
                "#cloud-boothook\\nx | user_data is a boothook; only a #cloud-config is run",
                "## template: jinja\\n#cloud-config | user_data is a template; only a #cloud-config is run",
                "Content-Type: multipart/mixed\\n\\nx | user_data is a MIME message; only a #cloud-config is run",
                "MIME-Version: 1.0\\n\\nx | user_data is a MIME message; only a #cloud-config is run",
                "packages: [a] | user_data must start with the line #cloud-config, not \"packages: [a]\"",
                "# cloud-config\\na: b | user_data must start with the line #cloud-config, not \"# cloud-config\"",
                "H4sIAAAAAAACA1NOzskvTdFNzs9Ly0znAgAFVrO4DgAAAA== | user_data is compressed; only a #cloud-config is run",
                "IyEvYmluL3NoCmVjaG8gaGkK | user_data is a script; only a #cloud-config is run",
                "aGVsbG8gdGhlcmUsIHdvcmxk | user_data must start with the line #cloud-config, not \"hello there, world\"",
                "#cloud-config\\n- a | user_data is not a mapping of cloud-config keys",
                "#cloud-config\\nhello | user_data is not a mapping of cloud-config keys",
                "#cloud-config\\na: 1\\n---\\nb: 2 | user_data has 2 YAML documents; it must be one",
                "#cloud-config\\nruncmd: echo | runcmd in user_data is not a list",
                "#cloud-config\\nwrite_files: {a: b} | write_files in user_data is not a list",
                "#cloud-config\\nruncmd: [a]\\nruncmd: [b] | user_data has the key runcmd twice",
                "#cloud-config\\n? [a]\\n: b | user_data has a key that is not a word",
                "#cloud-config\\na: [b | user_data is malformed YAML at line 2",
                "#cloud-config\\na: !!python/object:os.system x | user_data uses the YAML tag tag:yaml.org,2002:python/object:os.system",
                "#cloud-config\\na: !mine x | user_data uses the YAML tag !mine",
                "#cloud-config\\na: &a [*a] | user_data has an alias that contains itself",
            })
    void refusesWhatIsNoCloudConfig(String escaped, String reason) {
        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(() -> UserData.parse(escaped.replace("\\n", "\n")))
                .withMessage(reason)
                .extracting(ProblemException::type)
                .isEqualTo(ComputeProblem.USER_DATA_REFUSED);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "runcmd: [{echo \"state\": ready}] | runcmd entry 1 (line 2) is a mapping, not a command: put it in quotes",
                "runcmd:\\n- ls\\n- echo \"state: ready\" > x | runcmd entry 2 (line 4) is a mapping, not a command: put it in quotes",
                "runcmd: [42] | runcmd entry 1 (line 2) is a number, not a command: put it in quotes",
                "runcmd: [1.5] | runcmd entry 1 (line 2) is a number, not a command: put it in quotes",
                "runcmd:\\n- true | runcmd entry 1 (line 3) is true or false, not a command: put it in quotes",
                "runcmd: [yes] | runcmd entry 1 (line 2) is true or false, not a command: put it in quotes",
                "runcmd: [2026-11-30] | runcmd entry 1 (line 2) is a date, not a command: put it in quotes",
                "runcmd: [[]] | runcmd entry 1 (line 2) is an empty list, not a command",
                "runcmd: [[ls, [a]]] | runcmd entry 1 (line 2) has a list among its words: put it in quotes",
                "runcmd: [[ls, {a: b}]] | runcmd entry 1 (line 2) has a mapping among its words: put it in quotes",
                "runcmd: [[ls, ~]] | runcmd entry 1 (line 2) has nothing among its words: put it in quotes",
                "runcmd: [[chmod, 0644, /x]] | runcmd entry 1 (line 2) has 0644 among its words, which YAML reads otherwise: put it in quotes",
                "runcmd: [[echo, off]] | runcmd entry 1 (line 2) has off among its words, which YAML reads otherwise: put it in quotes",
                "runcmd: [[echo, 1.10]] | runcmd entry 1 (line 2) has 1.10 among its words, which YAML reads otherwise: put it in quotes",
                "bootcmd: [a: b] | bootcmd entry 1 (line 2) is a mapping, not a command: put it in quotes",
                "packages: [{apt: null}] | packages entry 1 (line 2): apt is not a list",
                "packages: [{apt: [~]}] | packages entry 1 (line 2): apt entry 1 (line 2) is nothing, not a package",
                "packages: [7] | packages entry 1 (line 2) is a number, not a package: put it in quotes",
                "packages: [~] | packages entry 1 (line 2) is nothing, not a package",
                "packages: [[]] | packages entry 1 (line 2) is an empty list, not a package",
                "packages: [[jq, 1.6]] | packages entry 1 (line 2) has a number among its words: put it in quotes",
                "write_files: [/etc/motd] | write_files entry 1 (line 2) is no mapping of path and content",
                "write_files: [~] | write_files entry 1 (line 2) is no mapping of path and content",
                "write_files: [{content: a}] | write_files entry 1 (line 2) has no path",
                "write_files: [{path: [a]}] | write_files entry 1 (line 2): path is a list, not a text",
                "write_files: [{path: /a, content: 42}] | write_files entry 1 (line 2): content is a number, not a text: put it in quotes",
                "write_files: [{path: /a, content: {a: b}}] | write_files entry 1 (line 2): content is a mapping, not a text: put it in quotes",
                "write_files: [{path: /a, owner: 0}] | write_files entry 1 (line 2): owner is a number, not a text: put it in quotes",
            })
    void refusesEntriesThatCloudInitCannotRun(String escaped, String reason) {
        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(() -> UserData.parse("#cloud-config\n" + escaped.replace("\\n", "\n")))
                .withMessage(reason)
                .extracting(ProblemException::type)
                .isEqualTo(ComputeProblem.USER_DATA_REFUSED);
    }

    @Test
    void takesEverySpellingOfAnEntryThatCloudInitRuns() {
        var given = """
                #cloud-config
                runcmd: [ls, [ls, -l], ~, [sleep, 5], [sleep, 0.5], "42", 'yes', &same [ls], *same]
                bootcmd: [ls]
                packages: [jq, jq=1.6, openssh-client:amd64, [jq, "1.6"], {apt: [jq, [jq, "1.6"]]}, {snap: []}]
                write_files: [{path: /a}, {path: /b, content: !!binary aGk=, owner: "a:b", permissions: 0644, append: true}]
                """;

        assertThat(values(UserData.parse(given).text()).keySet())
                .containsExactlyInAnyOrder("runcmd", "bootcmd", "packages", "write_files");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\uFEFF#cloud-config\nx: y\n",
                "\n#cloud-config\nx: y\n",
                "\uFEFF\r\n \t\r\n#cloud-config\r\nx: y\r\n",
                "\u200B\u00A0#cloud-config\nx: y\n",
                "---\n#cloud-config\nx: y\n",
                "\n--- \n\n#cloud-config\n---\nx: y\n",
                "#cloud-config # as its author wrote it\nx: y\n",
                "I2Nsb3VkLWNvbmZpZwp4OiB5Cg==",
                "I2Nsb3VkLWNv\nbmZpZwp4OiB5Cg==\n",
                "77u/I2Nsb3VkLWNvbmZpZwp4OiB5Cg==",
            })
    void findsTheHeaderBehindWhatEditorsAndToolsPutBeforeIt(String text) {
        assertThat(UserData.parse(text).text()).isEqualTo("#cloud-config\nx: y\n");
        assertThat(UserData.plain(text)).startsWith("#cloud-config").contains("x: y");
    }

    @Test
    void leavesAPlainTextAsItIs() throws IOException {
        assertThat(UserData.plain(published())).isEqualTo(published());
        assertThat(UserData.plain("#cloud-config\r\na: b")).isEqualTo("#cloud-config\r\na: b");
    }

    @Test
    void refusesMoreThan64KiB() {
        var most = "#cloud-config\na: " + "x".repeat(64 * 1024 - 17);

        assertThat(UserData.parse(most).text()).contains("xxx");
        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(() -> UserData.parse(most + "x"))
                .withMessage("user_data has 65537 bytes; at most 65536 are allowed");
    }

    @Test
    void refusesAliasesThatUnfoldToVeryMuch() {
        var bomb = new StringBuilder("#cloud-config\na0: &a0 [x,x,x,x,x,x,x,x,x]\n");
        for (var i = 1; i < 6; i++) {
            bomb.append("a%d: &a%d [".formatted(i, i))
                    .append(("*a" + (i - 1) + ",").repeat(9))
                    .append("]\n");
        }

        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(() -> UserData.parse(bomb.toString()))
                .withMessage("user_data unfolds to more than 20000 values");
    }

    @Test
    void keepsWhatYamlReadsAsNumbersOrTruth() {
        var given = """
                #cloud-config
                write_files:
                - {path: /a, permissions: 0644}
                - {path: /b, permissions: '0644'}
                x: yes
                y: 1e3
                z: 08
                t: 2001-01-01
                n: ~
                m: {<<: {a: 1}, b: 2}
                """;

        var text = UserData.parse(given).text();

        assertThat(values(text)).isEqualTo(values(given));
        assertThat(text).contains("x: yes", "y: 1e3", "permissions: '0644'");
    }

    @Test
    void keepsScriptsInBlocks() {
        var script = "set -e\n\techo \"a: b\"  \n\n  # not a comment\n\"${X}\" 'é' \u2192 \uD83D\uDE80\n";
        var text = UserData.parse("#cloud-config\n").first(script).text();

        assertThat(values(UserData.parse(text).text())).isEqualTo(Map.of("runcmd", List.of(script)));
    }

    @Test
    void putsFirstCommandsBeforeTheRequesters() throws IOException {
        var data = UserData.parse(published())
                .first("sh", "-c", "install -d -m 0700 /root/secrets")
                .first("prove it\nnow\n");

        assertThat(commands(data))
                .hasSize(3)
                .startsWith("prove it\nnow\n", List.of("sh", "-c", "install -d -m 0700 /root/secrets"));
    }

    @Test
    void addsFilesBeforeTheRequestersSoThatNoneOfTheirsKeepsThemAway() throws IOException {
        var data = UserData.parse(published())
                .with(new GuestFile("/root/secrets/accept.json", "0600", "{\n  \"a\": 1\n}"));

        var files = (List<?>) values(data.text()).get("write_files");
        assertThat(files)
                .hasSize(5)
                .first()
                .isEqualTo(Map.of(
                        "path", "/root/secrets/accept.json",
                        "owner", "root:root",
                        "permissions", "0600",
                        "content", "{\n  \"a\": 1\n}"));
    }

    @Test
    void treatsAnEmptyListKeyAsAbsent() {
        var data = UserData.parse("#cloud-config\nruncmd:\nwrite_files:\n")
                .first("echo a")
                .with(new GuestFile("/a", "0644", "b"));

        assertThat(commands(data)).isEqualTo(List.of("echo a"));
    }

    private static List<Object> commands(UserData data) {
        return List.copyOf((List<?>) values(data.text()).get("runcmd"));
    }

    private static Map<String, Object> values(String yaml) {
        return new Yaml(new SafeConstructor(new LoaderOptions())).load(yaml);
    }

    private static String published() throws IOException {
        try (var in = UserDataTest.class.getResourceAsStream("/vectors/published-user-data.txt")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /** Whoever sends much of nothing takes no more of us than its reading. */
    @ParameterizedTest
    @ValueSource(strings = {"\n", "---\n", "\uFEFF", "- ", "a: &a\n"})
    void muchOfNothingTakesNoStack(String much) {
        var text = much.repeat(60_000 / much.length());

        for (var sent : List.of(text + "#cloud-config\n", "#cloud-config\n" + text)) {
            var refusal = catchThrowable(() -> UserData.parse(sent));
            assertThat(refusal == null || refusal instanceof ProblemException)
                    .as("%s", refusal)
                    .isTrue();
        }
        assertThat(UserData.parse("\n".repeat(60_000) + "#cloud-config\npackages: [jq]\n"))
                .isNotNull();
    }
}
