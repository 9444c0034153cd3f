package org.computecontracts.launcher;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** The entry of {@code ./portal run}, {@code ./portal demo} and {@code ./portal rebuild}. */
public final class Main {
    private Main() {}

    /** @param arguments the command and its options, as {@code ./portal} checked them */
    public static void main(String[] arguments) {
        var terminal = new Terminal(System.out, System.getenv("CC_TERMINAL") != null);
        try {
            play(List.of(arguments), terminal);
            System.exit(0);
        } catch (LaunchException e) {
            terminal.line("%nportal: %s", e.getMessage());
            System.exit(1);
        }
    }

    private static void play(List<String> arguments, Terminal terminal) {
        var folders = Folders.ofUser();
        var running = RunFolder.running(folders);
        if (arguments.contains("rebuild") && running.isPresent()) {
            new Rebuild(Api.at(running.get(), Plan.localCa(folders)), folders, terminal).run();
            return;
        }
        var run = RunFolder.claim(folders);
        var given = Settings.given();
        var plan = new Plan(folders, Path.of("").toAbsolutePath(), Listeners.on(folders, given), given, true);
        plan.listeners().notices().forEach(terminal::line);
        var site = new Site(plan, run, terminal);
        if (arguments.contains("demo")) {
            demo(site, arguments, terminal);
        } else if (arguments.contains("rebuild")) {
            atEnd(site::close);
            site.start();
            Rebuild.of(site, terminal).run();
        } else {
            atEnd(site::close);
            site.start();
            terminal.line("%s is ready; Ctrl-C or ./portal stop ends it", site.url());
            site.quickenNextStart();
            waitForEnd(site);
        }
    }

    /** However it ends, the contract is ended before the site is. */
    private static void demo(Site site, List<String> arguments, Terminal terminal) {
        var playing = new AtomicReference<@Nullable Story>();
        atEnd(() -> {
            endQuietly(playing.get(), terminal);
            site.close();
        });
        site.start();
        if (site.chain().isEmpty()) {
            terminal.line("No chain to pay on, which needs npm: Bob and Eve bid for free, and nothing is paid");
        }
        var teller = new Teller(terminal, arguments.contains("--narrate"));
        teller.step(1, "The portal is ready", site.url().toString());
        var stage = Stage.of(site);
        var story = new Story(stage, teller);
        playing.set(story);
        story.play();
        if (arguments.contains("--exit")) {
            story.end();
        } else {
            terminal.line(
                    "%nLook around at %s as alice.test, bob.test or eve.test; passwords: %s",
                    site.url(), stage.passwords());
            terminal.line("Ctrl-C plays step 16 and ends everything");
            site.quickenNextStart();
            waitForEnd(site);
        }
    }

    /** Nothing may keep the site from closing. */
    private static void endQuietly(@Nullable Story story, Terminal terminal) {
        try {
            if (story != null) {
                story.end();
            }
        } catch (RuntimeException e) {
            terminal.line("The contract could not be ended: %s", e.getMessage());
        }
    }

    private static void atEnd(Runnable work) {
        Runtime.getRuntime().addShutdownHook(new Thread(work));
    }

    private static void waitForEnd(Site site) {
        while (!site.hasFailed()) {
            Pause.of(Duration.ofMillis(500));
        }
        throw new LaunchException(
                "The portal has ended by itself; its log is %s/portal.log",
                site.plan().folders().data());
    }
}
