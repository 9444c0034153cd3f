package org.computecontracts.container;

import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;
import java.util.Set;
import org.computecontracts.kernel.web.Edge;

/** A REST application like the portal's own. */
@ApplicationPath("probe")
public class ProbeApplication extends Application {
    @Override
    public Set<Class<?>> getClasses() {
        return Edge.with(ProbeResource.class);
    }
}
