package org.computecontracts.trust;

import com.fasterxml.jackson.core.JsonProcessingException;
import org.computecontracts.kernel.Json;

/** Reads what this module wrote into its own tables as JSON. */
final class Stored {
    private Stored() {}

    static <T> T read(String json, Class<T> type) {
        try {
            return Json.MAPPER.readValue(json, type);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("The database holds a " + type.getSimpleName() + " that is none", e);
        }
    }
}
