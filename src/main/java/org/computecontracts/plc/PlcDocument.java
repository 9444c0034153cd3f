package org.computecontracts.plc;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.computecontracts.atproto.Did;
import org.computecontracts.kernel.Json;

/** A DID as others read it: as DID document, or as the directory's own data. */
public final class PlcDocument {
    private static final String DID_KEY = "did:key:";

    private PlcDocument() {}

    public static ObjectNode of(Did did, PlcOperation operation) {
        var document = Json.object();
        document.putArray("@context").add("https://www.w3.org/ns/did/v1").add("https://w3id.org/security/multikey/v1");
        document.put("id", did.value());
        document.set("alsoKnownAs", operation.json().get("alsoKnownAs"));
        var methods = document.putArray("verificationMethod");
        operation
                .json()
                .path("verificationMethods")
                .properties()
                .forEach(key -> methods.addObject()
                        .put("id", did + "#" + key.getKey())
                        .put("type", "Multikey")
                        .put("controller", did.value())
                        .put("publicKeyMultibase", key.getValue().asText().substring(DID_KEY.length())));
        var services = document.putArray("service");
        operation
                .json()
                .path("services")
                .properties()
                .forEach(service -> services.addObject()
                        .put("id", "#" + service.getKey())
                        .put("type", service.getValue().path("type").asText())
                        .put(
                                "serviceEndpoint",
                                service.getValue().path("endpoint").asText()));
        return document;
    }

    public static ObjectNode data(Did did, PlcOperation operation) {
        var data = Json.object().put("did", did.value());
        for (var field : new String[] {"verificationMethods", "rotationKeys", "alsoKnownAs", "services"}) {
            data.set(field, operation.json().get(field));
        }
        return data;
    }
}
