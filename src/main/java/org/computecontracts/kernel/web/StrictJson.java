package org.computecontracts.kernel.web;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.introspect.AnnotationIntrospectorPair;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import java.math.BigDecimal;
import org.computecontracts.kernel.Json;

/**
 * How requests are read: nothing is taken for something else. An enum has no numbers, a text is no number, a fraction no
 * integer, and a member of a record is there unless it is {@code @Nullable}.
 */
final class StrictJson {
    static final JsonMapper MAPPER = mapper();

    private StrictJson() {}

    private static JsonMapper mapper() {
        var lenient = Json.MAPPER;
        var introspector = lenient.getDeserializationConfig().getAnnotationIntrospector();
        return lenient.rebuild()
                .annotationIntrospector(new AnnotationIntrospectorPair(new RequiredMembers(), introspector))
                .addModule(new SimpleModule().addDeserializer(String.class, new TextReader()))
                .enable(DeserializationFeature.FAIL_ON_NUMBERS_FOR_ENUMS)
                .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
                .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
                .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
                // Amounts may be texts: many a client's numbers are binary fractions
                .withCoercionConfig(
                        BigDecimal.class, c -> c.setCoercion(CoercionInputShape.String, CoercionAction.TryConvert))
                .build();
    }
}
