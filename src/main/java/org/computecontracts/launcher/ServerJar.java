package org.computecontracts.launcher;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A jar that only says what to run: the server's main class, with the portal's libraries before those of the server. */
final class ServerJar {
    static final String NAME = "server.jar";

    private ServerJar() {}

    static void write(Path folder) throws IOException {
        var manifest = serverManifest(folder.resolve("launch-micro.jar"));
        var main = manifest.getMainAttributes();
        main.put(Attributes.Name.MAIN_CLASS, "fish.payara.micro.impl.PayaraMicroImpl");
        main.put(Attributes.Name.CLASS_PATH, classPath(folder));
        new JarOutputStream(Files.newOutputStream(folder.resolve(NAME)), manifest).close();
    }

    /** With all that the server has the JDK open to it. */
    private static Manifest serverManifest(Path launcher) throws IOException {
        try (var jar = new JarFile(launcher.toFile())) {
            return new Manifest(jar.getManifest());
        }
    }

    private static String classPath(Path folder) throws IOException {
        try (var libraries = Files.list(folder.resolve(ServerImage.LIBRARIES))) {
            var ours = libraries
                    .map(library -> ServerImage.LIBRARIES + "/" + library.getFileName())
                    .sorted();
            return Stream.concat(ours, Stream.of("launch-micro.jar")).collect(Collectors.joining(" "));
        }
    }
}
