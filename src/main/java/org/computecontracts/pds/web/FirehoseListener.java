package org.computecontracts.pds.web;

import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import jakarta.servlet.annotation.WebListener;
import jakarta.websocket.DeploymentException;
import jakarta.websocket.server.ServerContainer;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Registers the firehose by hand, where the server's own scan has not found it. */
@WebListener
public class FirehoseListener implements ServletContextListener {
    private static final Logger LOG = Logger.getLogger(FirehoseListener.class.getName());

    @Override
    public void contextInitialized(ServletContextEvent event) {
        var container = (ServerContainer) event.getServletContext().getAttribute(ServerContainer.class.getName());
        try {
            container.addEndpoint(SubscribeRepos.class);
            LOG.info("XXX firehose registered by hand");
        } catch (DeploymentException e) {
            LOG.log(Level.INFO, "XXX The server has registered the firehose itself", e);
        }
    }
}
