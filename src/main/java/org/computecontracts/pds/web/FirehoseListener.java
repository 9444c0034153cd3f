package org.computecontracts.pds.web;

import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import jakarta.servlet.annotation.WebListener;
import jakarta.websocket.DeploymentException;
import jakarta.websocket.server.ServerContainer;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Registers the firehose by hand. With {@code f:websocket} on, Mojarra starts the WebSocket container before the server has
 * scanned for endpoints, and then the annotated ones are not found.
 */
@WebListener
public class FirehoseListener implements ServletContextListener {
    private static final Logger LOG = Logger.getLogger(FirehoseListener.class.getName());

    @Override
    public void contextInitialized(ServletContextEvent event) {
        var container = (ServerContainer) event.getServletContext().getAttribute(ServerContainer.class.getName());
        try {
            container.addEndpoint(SubscribeRepos.class);
        } catch (DeploymentException e) {
            LOG.log(Level.FINE, "The server has found the firehose itself", e);
        }
    }
}
