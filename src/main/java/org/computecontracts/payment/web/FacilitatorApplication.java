package org.computecontracts.payment.web;

import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;
import java.util.Set;
import org.computecontracts.kernel.web.Edge;

/** The facilitator interface of x402, for sellers' own servers. */
@ApplicationPath("facilitator")
public class FacilitatorApplication extends Application {
    @Override
    public Set<Class<?>> getClasses() {
        return Edge.with(FacilitatorResource.class);
    }
}
