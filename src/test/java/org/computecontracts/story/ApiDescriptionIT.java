package org.computecontracts.story;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.ws.rs.Path;
import java.net.URI;
import java.net.http.HttpRequest;
import java.util.Objects;
import java.util.stream.Stream;
import org.computecontracts.api.ApiApplication;
import org.junit.jupiter.api.Test;

class ApiDescriptionIT {
    private final Outside outside = new Outside();

    @Test
    void tellsOfEveryResourceAndOfWhereItIs() {
        var url = outside.portal().url();

        var answer = outside.send(
                HttpRequest.newBuilder(URI.create(url + "/openapi")).GET());

        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        assertThat(answer.body())
                .contains(resources().map(path -> "\n  /api/" + path).toList());
        assertThat(answer.body()).contains("If-Match", "url: " + url);
    }

    private static Stream<String> resources() {
        return new ApiApplication()
                .getClasses().stream()
                        .map(type -> type.getAnnotation(Path.class))
                        .filter(Objects::nonNull)
                        .map(Path::value);
    }
}
