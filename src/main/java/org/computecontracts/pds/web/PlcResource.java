package org.computecontracts.pds.web;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.computecontracts.atproto.Did;
import org.computecontracts.kernel.Json;
import org.computecontracts.kernel.http.ClientAddress;
import org.computecontracts.pds.Limits;
import org.computecontracts.pds.PdsProblem;
import org.computecontracts.plc.PlcDirectory;
import org.computecontracts.plc.PlcDocument;
import org.computecontracts.plc.PlcEntry;

/** One DID of the directory: its document, its data, its log (did:plc specification, directory server). */
@Path("{did}")
@RequestScoped
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
public class PlcResource {
    @Inject
    PlcDirectory directory;

    @Inject
    Limits limits;

    @GET
    @Produces({"application/did+ld+json", MediaType.APPLICATION_JSON})
    public ObjectNode document(@PathParam("did") String text) {
        var did = did(text);
        return PlcDocument.of(did, directory.current(did));
    }

    @GET
    @Path("data")
    public ObjectNode data(@PathParam("did") String text) {
        var did = did(text);
        return PlcDocument.data(did, directory.current(did));
    }

    @GET
    @Path("log")
    public List<? extends JsonNode> log(@PathParam("did") String text) {
        return directory.log(did(text)).stream()
                .map(entry -> entry.operation().json())
                .toList();
    }

    @GET
    @Path("log/audit")
    public List<? extends JsonNode> audit(@PathParam("did") String text) {
        return directory.audit(did(text)).stream().map(PlcEntry::toJson).toList();
    }

    @GET
    @Path("log/last")
    public ObjectNode last(@PathParam("did") String text) {
        return directory.log(did(text)).getLast().operation().json();
    }

    /** Says something, be it nothing, for the status to be 200: some clients take no other for a success. */
    @POST
    public ObjectNode submit(@PathParam("did") String text, ObjectNode operation, @Context HttpServletRequest request) {
        limits.registration(ClientAddress.neighbourhood(ClientAddress.of(request)));
        directory.submit(did(text), operation);
        return Json.object();
    }

    private static Did did(String text) {
        if (!text.matches("did:plc:[a-z2-7]{24}")) {
            throw PdsProblem.INVALID_REQUEST.because("Not a did:plc: %s", text);
        }
        return new Did(text);
    }
}
