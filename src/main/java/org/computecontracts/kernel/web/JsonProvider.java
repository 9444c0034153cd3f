package org.computecontracts.kernel.web;

import com.fasterxml.jackson.jakarta.rs.json.JacksonJsonProvider;
import jakarta.annotation.Priority;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.ext.Provider;

/** Puts our Jackson configuration in the place of JSON-B, which is asked first by whoever names its media types less well. */
@Provider
@Priority(1)
@Consumes({"application/json", "*/*"})
@Produces({"application/json", "application/problem+json", "application/did+ld+json", "*/*"})
public class JsonProvider extends JacksonJsonProvider {
    public JsonProvider() {
        super(StrictJson.MAPPER);
    }
}
