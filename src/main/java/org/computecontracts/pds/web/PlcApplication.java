package org.computecontracts.pds.web;

import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;
import java.util.Set;
import org.computecontracts.kernel.web.Edge;

/** The did:plc directory over HTTP. */
@ApplicationPath("plc")
public class PlcApplication extends Application {
    @Override
    public Set<Class<?>> getClasses() {
        return Edge.with(PlcResource.class, PlcExport.class);
    }
}
