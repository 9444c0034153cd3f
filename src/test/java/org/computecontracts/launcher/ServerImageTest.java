package org.computecontracts.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.jar.JarFile;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServerImageTest {
    @TempDir
    Path folder = Path.of("");

    private StandInServer build;

    @BeforeEach
    void thereIsABuild() throws IOException {
        build = new StandInServer(folder.resolve("checkout"));
    }

    @Test
    void hasTheLibrariesBesideTheWarAndBeforeTheServers() throws IOException {
        var image = image();

        try (var war = new JarFile(image.war().toFile());
                var server =
                        new JarFile(image.war().resolveSibling("server.jar").toFile())) {
            assertThat(war.stream().map(Object::toString))
                    .contains("page.xhtml")
                    .doesNotContain("WEB-INF/lib/some.jar");
            assertThat(server.getManifest().getMainAttributes().getValue("Class-Path"))
                    .isEqualTo("libraries/some.jar launch-micro.jar");
        }
        assertThat(image.war().resolveSibling("libraries/some.jar")).hasContent("a library");
    }

    @Test
    void isTheSameForTheSameBuildMadeAgain() throws IOException {
        var image = image();

        build.builds("one");

        assertThat(image().war()).isEqualTo(image.war());
    }

    @Test
    void isAnotherForAnotherBuildWithNoArchiveOfTheFirst() throws IOException {
        Files.writeString(image().archive(), "classes of the first");

        build.builds("two");

        assertThat(image().archive()).doesNotExist();
        assertThat(new ClassArchive(image(), folder).options())
                .containsExactly("-XX:DumpLoadedClassList=" + folder.resolve("classes.lst"));
    }

    @Test
    void takesThePlaceOfThoseThatNobodyRuns() throws IOException {
        var old = Files.createDirectories(folder.resolve("home/server/0123"));
        var halfMade = Files.createDirectories(folder.resolve("home/server/4567.draft"));

        var first = image();
        build.builds("two");
        image();

        assertThat(List.of(old, halfMade)).noneMatch(Files::exists);
        assertThat(first.war()).exists();
    }

    /** A lock ends with its channel, and that with the collection of what nobody refers to. */
    @Test
    void isHeldForAsLongAsThisProcessLives() throws Exception {
        var image = image();
        for (var i = 0; i < 30; i++) {
            System.gc();
            Thread.sleep(10);
        }
        var lock = image.war().getParent();

        try (var channel = FileChannel.open(
                lock.resolveSibling(lock.getFileName() + ".lock"), StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            assertThatThrownBy(channel::tryLock).isInstanceOf(OverlappingFileLockException.class);
        }
        assertThat(image.isHeld()).isTrue();
    }

    @Test
    void laysOutAFolderWithNothingOfAnotherRun() throws IOException {
        var root = folder.resolve("server");
        Files.createDirectories(root.resolve("applications/portal"));

        image().lay(root);

        assertThat(root).isDirectoryNotContaining("glob:**/applications").isDirectoryContaining("glob:**/config");
        assertThat(root.resolve("config/domain.xml")).hasContent("<domain/>");
    }

    @Test
    void keepsTheClassesOfAStartForTheNext() throws IOException {
        var image = image();
        Files.writeString(folder.resolve("classes.lst"), """
                java/lang/Object id: 0
                java/util/ArrayList id: 1
                theirs/InTheApplication id: 2 super: 0 source: portal.war
                java/util/HashM""");

        new ClassArchive(image, folder).make();

        assertThat(image.archive()).exists();
        assertThat(new ClassArchive(image, folder).options())
                .containsExactly("-XX:SharedArchiveFile=" + image.archive());
    }

    @Test
    void keepsNothingOfAnArchiveThatWasNotFinished() throws IOException {
        var image = image();
        Files.writeString(folder.resolve("classes.lst"), "java/lang/Object id: 0\n");
        Files.writeString(folder.resolve("classes.jsa"), "a half");
        Files.delete(image.war().resolveSibling("server.jar"));

        new ClassArchive(image, folder).make();

        assertThat(image.archive()).doesNotExist();
    }

    private ServerImage image() {
        var folders = new Folders(folder.resolve("home"), folder.resolve("data"));
        return ServerImage.of(new Plan(folders, folder.resolve("checkout"), new Listeners(1, 2, 3), Map.of(), false));
    }
}
