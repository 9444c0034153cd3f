package org.computecontracts.portal;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import org.computecontracts.kernel.Json;
import org.junit.jupiter.api.Test;

class YamlTest {
    @Test
    void leavesTextsOfSeveralLinesAsTheyAre() {
        var record = Json.object().put("user_data", "#cloud-config\nruncmd:\n\n  - ls\n");

        assertThat(Yaml.of(record)).isEqualTo("user_data: |\n  #cloud-config\n  runcmd:\n\n    - ls\n");
    }

    @Test
    void saysThatALastLineHasNoEnd() {
        assertThat(Yaml.of(Json.object().put("text", "a\nb"))).isEqualTo("text: |-\n  a\n  b\n");
    }

    @Test
    void quotesWhatYamlWouldTakeForSomethingElse() {
        var record = Json.object()
                .put("country", "NO")
                .put("mem", "512M")
                .put("role", "my-cool-role")
                .put("cpus", 2);

        assertThat(Yaml.of(record)).isEqualTo("country: \"NO\"\nmem: \"512M\"\nrole: my-cool-role\ncpus: 2\n");
    }

    @Test
    void indentsWhatIsInside() {
        var record = Json.object();
        record.putObject("location").put("region", "west");

        assertThat(Yaml.of(record)).isEqualTo("location:\n  region: west\n");
    }

    @Test
    void whatItWritesIsReadAsWhatItWas() {
        var record = Json.object()
                .put("text", " indented\n\tand \u0007more: # than lines")
                .put("key: with #", "true")
                .put("empty", "")
                .put("when", "2026-11-30");
        record.putArray("packages").add("curl").add("- odd").addObject().put("n", 1);

        Object read = new org.yaml.snakeyaml.Yaml().load(Yaml.of(record));
        assertThat(Json.MAPPER.<JsonNode>valueToTree(read)).isEqualTo(record);
    }
}
