package org.computecontracts.market.web;

import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.computecontracts.kernel.Json;
import org.computecontracts.kernel.Settings;
import org.computecontracts.market.protocol.MarketNsid;

/** The DID document of this portal's services, with ids in the short form that peers match (market protocol section 4.2). */
@WebServlet("/.well-known/did.json")
public class DidDocumentServlet extends HttpServlet {
    @Inject
    transient Settings settings;

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        var document = Json.object().put("id", settings.serviceDid());
        document.putArray("@context").add("https://www.w3.org/ns/did/v1");
        var services = document.putArray("service");
        services.addObject()
                .put("id", MarketNsid.MARKET_SERVICE)
                .put("type", "PDRTempMarket")
                .put("serviceEndpoint", settings.publicUrl().toString());
        services.addObject()
                .put("id", MarketNsid.EVENT_SERVICE)
                .put("type", "PDRTempComputeEvent")
                .put("serviceEndpoint", settings.publicUrl().toString());
        response.setContentType("application/json");
        response.setHeader("Access-Control-Allow-Origin", "*");
        response.getWriter().write(Json.write(document));
    }
}
