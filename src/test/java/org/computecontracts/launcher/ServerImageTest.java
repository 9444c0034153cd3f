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
    void hasTheLibrariesBesideTheApplicationAndBeforeTheServers() throws IOException {
        var application = image().application();

        assertThat(application.resolve("page.xhtml")).hasContent("one");
        assertThat(application.resolve("WEB-INF/lib/some.jar")).doesNotExist();
        try (var library = new JarFile(
                        application.resolveSibling("libraries/some.jar").toFile());
                var server =
                        new JarFile(application.resolveSibling("server.jar").toFile())) {
            assertThat(library.getEntry("some.properties")).isNotNull();
            assertThat(server.getManifest().getMainAttributes().getValue("Class-Path"))
                    .isEqualTo("libraries/some.jar launch-micro.jar");
        }
    }

    @Test
    void isTheSameForTheSameBuildMadeAgain() throws IOException {
        var image = image();

        build.builds("one");

        assertThat(image().application()).isEqualTo(image.application());
    }

    @Test
    void isAnotherForAnotherBuildWithNothingOfTheFirst() throws IOException {
        Files.writeString(image().cache().file(), "classes of the first");
        assertThat(image().cache().use())
                .containsExactly("-XX:AOTCache=" + image().cache().file());

        build.builds("two");

        assertThat(image().cache().file()).doesNotExist();
        assertThat(image().cache().use()).isEmpty();
        assertThat(image().application().resolve("page.xhtml")).hasContent("two");
    }

    @Test
    void takesNothingOutOfAWarThatWouldLieElsewhere() throws IOException {
        build.holds("../../elsewhere");

        assertThatThrownBy(this::image).hasStackTraceContaining("not within the WAR");
        assertThat(folder.resolve("home/elsewhere")).doesNotExist();
    }

    @Test
    void takesThePlaceOfThoseThatNobodyRuns() throws IOException {
        var old = Files.createDirectories(folder.resolve("home/server/0123"));
        var halfMade = Files.createDirectories(folder.resolve("home/server/4567.draft"));

        var first = image();
        build.builds("two");
        image();

        assertThat(List.of(old, halfMade)).noneMatch(Files::exists);
        assertThat(first.application()).exists();
    }

    /** A lock ends with its channel, and that with the collection of what nobody refers to. */
    @Test
    void isHeldForAsLongAsThisProcessLives() throws Exception {
        var image = image();
        for (var i = 0; i < 30; i++) {
            System.gc();
            Thread.sleep(10);
        }
        var lock = image.application().getParent();

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

    private ServerImage image() {
        var folders = new Folders(folder.resolve("home"), folder.resolve("data"));
        return ServerImage.of(new Plan(folders, folder.resolve("checkout"), new Listeners(1, 2, 3), Map.of(), false));
    }
}
