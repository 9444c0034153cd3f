package org.computecontracts.container;

import java.io.File;
import java.nio.file.Path;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.importer.ZipImporter;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.extension.ExtendWith;

/** A test class that runs inside the portal: its methods are called there, its fields are injected there. */
@ExtendWith(ArquillianExtension.class)
abstract class InContainer {
    /** The WAR that people get, with these tests in it. */
    @Deployment
    static WebArchive portal() {
        return ShrinkWrap.create(
                        ZipImporter.class, "portal-" + ProcessHandle.current().pid() + ".war")
                .importFrom(Path.of("target", "portal.war").toFile())
                .as(WebArchive.class)
                .addPackage(InContainer.class.getPackage())
                .addAsLibrary(jarOf(org.assertj.core.api.Assertions.class));
    }

    private static File jarOf(Class<?> type) {
        return new File(type.getProtectionDomain().getCodeSource().getLocation().getPath());
    }
}
