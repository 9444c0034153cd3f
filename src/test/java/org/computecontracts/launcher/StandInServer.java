package org.computecontracts.launcher;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.zip.ZipEntry;

/** A checkout with a build in it, whose server does nothing but unpack itself. */
final class StandInServer {
    private final Path target;

    StandInServer(Path checkout) throws IOException {
        target = checkout.resolve("target");
        Files.createDirectories(target.resolve("launcher"));
        var name = StandInServer.class.getName().replace('.', '/') + ".class";
        try (var jar = jar(target.resolve("launcher/payara-micro.jar"), StandInServer.class.getName());
                var itself = StandInServer.class.getResourceAsStream("/" + name)) {
            jar.putNextEntry(new ZipEntry(name));
            jar.write(itself.readAllBytes());
        }
        jar(target.resolve("launcher/portal-launcher.jar"), "none").close();
        builds("one");
    }

    /** A WAR with one page and one library. */
    void builds(String page) throws IOException {
        try (var war = jar(target.resolve("portal.war"), "none")) {
            write(war, "page.xhtml", page);
            war.putNextEntry(new ZipEntry("WEB-INF/lib/some.jar"));
            war.write(library());
        }
    }

    private static byte[] library() throws IOException {
        var content = new ByteArrayOutputStream();
        try (var jar = new JarOutputStream(content)) {
            write(jar, "some.properties", "a=library");
        }
        return content.toByteArray();
    }

    /** A WAR with an entry of any name. */
    void holds(String name) throws IOException {
        try (var war = jar(target.resolve("portal.war"), "none")) {
            write(war, name, "anything");
        }
    }

    private static void write(JarOutputStream jar, String name, String text) throws IOException {
        var entry = new ZipEntry(name);
        // A build made again is the same
        entry.setTime(0);
        jar.putNextEntry(entry);
        jar.write(text.getBytes(StandardCharsets.UTF_8));
    }

    private static JarOutputStream jar(Path file, String main) throws IOException {
        var manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().put(Attributes.Name.MAIN_CLASS, main);
        OutputStream out = Files.newOutputStream(file);
        return new JarOutputStream(out, manifest);
    }

    /** As the real one with {@code --rootdir FOLDER --outputlauncher}. */
    public static void main(String[] arguments) throws IOException {
        var folder = Path.of(arguments[1]);
        jar(folder.resolve("launch-micro.jar"), "theirs").close();
        Files.createDirectories(folder.resolve("lib/install"));
        Files.createDirectories(folder.resolve("config"));
        Files.writeString(folder.resolve("config/domain.xml"), "<domain/>");
    }
}
