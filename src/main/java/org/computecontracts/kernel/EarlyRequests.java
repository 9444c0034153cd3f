package org.computecontracts.kernel;

import jakarta.annotation.PostConstruct;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionManagement;
import jakarta.ejb.TransactionManagementType;
import jakarta.security.auth.message.config.AuthConfigFactory;

/**
 * Lets requests come while the server still starts: our own streams and peers that kept trying are quicker than it.
 *
 * <p>Left to itself the server finds this factory at the first request, through the application's class loader, which knows
 * nothing before the application has started: then that request fails, and every later one until the server is started anew.
 */
@Singleton
@Startup
@TransactionManagement(TransactionManagementType.BEAN)
public class EarlyRequests {
    @PostConstruct
    void prepare() {
        var unused = AuthConfigFactory.getFactory();
    }
}
