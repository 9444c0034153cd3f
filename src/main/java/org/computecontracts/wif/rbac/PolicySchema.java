package org.computecontracts.wif.rbac;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchemaException;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.PathType;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion.VersionFlag;
import com.networknt.schema.ValidationMessage;
import java.util.List;
import java.util.Locale;
import org.computecontracts.kernel.Json;

/**
 * The schema of one path, draft-07, that somebody else wrote: it can neither make us fetch anything nor keep us busy.
 *
 * <p>The parameters of a request are put under {@code body} and {@code allowed_parameters} alike, since policies are
 * found in both spellings.
 */
record PolicySchema(JsonNode schema) {
    private static final JsonSchemaFactory FACTORY = JsonSchemaFactory.builder(
                    JsonSchemaFactory.getInstance(VersionFlag.V7))
            .enableSchemaCache(false)
            .schemaLoaders(loaders -> loaders.values(List::clear).add(iri -> {
                throw new JsonSchemaException("refers to " + iri + ", and nothing is fetched");
            }))
            .build();
    private static final String REPOSITORY_METHODS = "/xrpc/com.atproto.repo.";
    /** What every createRecord carries and many published policies forget to list. */
    private static final List<String> UNLISTED = List.of("repo", "rkey", "validate", "swapCommit");

    /** What is wrong with the request; empty when it meets the schema. */
    List<String> violations(Ask ask) {
        if (!schema.isObject()) {
            return List.of("its schema is no object");
        }
        try {
            return FACTORY.getSchema(schema, config()).validate(instance(ask)).stream()
                    .map(ValidationMessage::getMessage)
                    .sorted()
                    .limit(5)
                    .toList();
        } catch (RuntimeException | StackOverflowError e) {
            return List.of("its schema cannot be applied: " + firstLine(e));
        }
    }

    private static SchemaValidatorsConfig config() {
        return SchemaValidatorsConfig.builder()
                .locale(Locale.ROOT)
                .pathType(PathType.JSON_PATH)
                .formatAssertionsEnabled(false)
                .regularExpressionFactory(new PatternBudget())
                .build();
    }

    private ObjectNode instance(Ask ask) {
        var instance = Json.object().put("capability", ask.capability());
        for (var spelling : List.of("body", "allowed_parameters")) {
            instance.set(spelling, parameters(ask, spelling));
        }
        return instance;
    }

    private ObjectNode parameters(Ask ask, String spelling) {
        var parameters = ask.body().deepCopy();
        if (ask.path().startsWith(REPOSITORY_METHODS)) {
            var listed = schema.path("properties").path(spelling).path("properties");
            UNLISTED.stream().filter(name -> !listed.has(name)).forEach(parameters::remove);
        }
        return parameters;
    }

    private static String firstLine(Throwable e) {
        return String.valueOf(e.getMessage())
                .lines()
                .findFirst()
                .orElse(e.getClass().getSimpleName());
    }
}
