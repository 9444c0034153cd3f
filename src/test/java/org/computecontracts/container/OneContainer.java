package org.computecontracts.container;

import fish.payara.arquillian.container.payara.managed.PayaraMicroContainerConfiguration;
import fish.payara.arquillian.container.payara.managed.PayaraMicroDeployableContainer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.computecontracts.launcher.Folders;
import org.jboss.arquillian.container.spi.client.container.DeployableContainer;
import org.jboss.arquillian.container.spi.client.container.DeploymentException;
import org.jboss.arquillian.container.spi.client.protocol.metadata.HTTPContext;
import org.jboss.arquillian.container.spi.client.protocol.metadata.ProtocolMetaData;
import org.jboss.arquillian.container.spi.client.protocol.metadata.Servlet;
import org.jboss.arquillian.core.spi.LoadableExtension;
import org.jboss.arquillian.protocol.servlet5.ServletMethodExecutor;
import org.jboss.shrinkwrap.api.Archive;
import org.jspecify.annotations.Nullable;

/** One server with one application for all test classes, ended with the JVM; Arquillian would start one for each class. */
public class OneContainer extends PayaraMicroDeployableContainer {
    /** It lists every servlet; kept here, for levels go with their loggers. */
    private static final Logger TALK = Logger.getLogger(PayaraMicroDeployableContainer.class.getName());

    private final PortalFolder folder = new PortalFolder();
    private @Nullable ProtocolMetaData deployed;

    /** Found by the service loader. */
    public static class Extension implements LoadableExtension {
        @Override
        public void register(ExtensionBuilder builder) {
            builder.override(DeployableContainer.class, PayaraMicroDeployableContainer.class, OneContainer.class);
        }
    }

    @Override
    public void setup(PayaraMicroContainerConfiguration configuration) {
        TALK.setLevel(Level.SEVERE);
        configuration.setCmdOptions("-Xmx1g -XX:+UseSerialGC -XX:TieredStopAtLevel=1");
        configuration.setExtraMicroOptions(String.join(" ", folder.serverOptions()));
        super.setup(configuration);
    }

    @Override
    public ProtocolMetaData deploy(Archive<?> archive) throws DeploymentException {
        if (deployed == null) {
            super.deploy(archive);
            deleteCopy(archive.getName());
            deployed = where();
        }
        return deployed;
    }

    /**
     * The connector believes that the server is under the machine's name, and reads what is deployed from output that may not
     * have come yet.
     */
    private ProtocolMetaData where() {
        var context = new HTTPContext("127.0.0.1", folder.port());
        context.add(new Servlet(ServletMethodExecutor.ARQUILLIAN_SERVLET_NAME, "/"));
        return new ProtocolMetaData().addContext(context);
    }

    /** The server has unpacked it; the connector would leave 40 MB in the system's folder each time. */
    private static void deleteCopy(String name) {
        var temporary = Path.of(System.getProperty("java.io.tmpdir"));
        try (var folders = Files.newDirectoryStream(temporary, "arquillian-payara-micro*")) {
            for (var made : folders) {
                if (Files.exists(made.resolve("deployments").resolve(name))) {
                    Folders.delete(made);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void undeploy(Archive<?> archive) {
        // The next class goes on with it
    }
}
