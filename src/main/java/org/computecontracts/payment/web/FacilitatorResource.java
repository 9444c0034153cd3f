package org.computecontracts.payment.web;

import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.container.AsyncResponse;
import jakarta.ws.rs.container.Suspended;
import jakarta.ws.rs.core.MediaType;
import java.io.IOException;
import java.io.InputStream;
import org.computecontracts.kernel.CurrentTenant;
import org.computecontracts.kernel.Json;
import org.computecontracts.kernel.KernelProblem;
import org.computecontracts.kernel.Needs;
import org.computecontracts.kernel.Open;
import org.computecontracts.kernel.Right;
import org.computecontracts.kernel.work.WaitingCalls;
import org.computecontracts.payment.seller.Facilitator;

/** Verifies and settles for signed-in tenants; what is supported is for everyone to read. */
@Path("")
@RequestScoped
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
public class FacilitatorResource {
    private static final int MOST_BYTES = 64 << 10;

    @Inject
    CurrentTenant tenant;

    @Inject
    Facilitator facilitator;

    @Inject
    WaitingCalls calls;

    @Open("what is supported is for everyone to read")
    @GET
    @Path("supported")
    public ObjectNode supported() {
        return facilitator.supported();
    }

    @Needs(Right.READ)
    @POST
    @Path("verify")
    public ObjectNode verify(InputStream body) throws IOException {
        return facilitator.verify(json(body));
    }

    /** Whoever pays waits for the chain, and no thread of the server's with him. */
    @Needs(Right.BUY)
    @POST
    @Path("settle")
    public void settle(InputStream body, @Suspended AsyncResponse answer) throws IOException {
        var payer = tenant.id();
        var payment = json(body);
        calls.begin(() -> {
            try {
                answer.resume(facilitator.settle(payer, payment));
            } catch (RuntimeException | StackOverflowError e) {
                answer.resume(e);
            }
        });
    }

    private static ObjectNode json(InputStream body) throws IOException {
        var bytes = body.readNBytes(MOST_BYTES + 1);
        if (bytes.length > MOST_BYTES) {
            throw KernelProblem.TOO_LARGE.because("A payment is smaller than %d bytes", MOST_BYTES);
        }
        return Json.readObject(bytes);
    }
}
