package org.computecontracts.launcher;

import java.net.URI;
import java.nio.file.Files;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** A whole portal on this machine: database, chain and server, started in order, ended in the opposite one. */
public final class Site implements AutoCloseable {
    private final Plan plan;
    private final Terminal terminal;
    private final RunFolder run;
    private final Settings settings;

    private @Nullable Postgres postgres;
    private @Nullable Chain chain;
    private @Nullable Portal portal;
    private @Nullable TrainingRun training;
    private volatile boolean closing;

    Site(Plan plan, RunFolder run, Terminal terminal) {
        this.plan = plan;
        this.terminal = terminal;
        this.run = run;
        this.settings = new Settings(plan);
    }

    /** Claims the plan's data folder; nothing is started yet. */
    public static Site on(Plan plan, Terminal terminal) {
        return new Site(plan, RunFolder.claim(plan.folders()), terminal);
    }

    /** Returns when the portal is ready. When it cannot be, or the caller is ended meanwhile, {@link #close} clears up. */
    public void start() {
        chain = settings.isGiven("cc.payment.rpc-url")
                ? null
                : Chain.start(plan).orElse(null);
        if (chain != null) {
            run.file("chain").write(chain.pid());
            settings.chain(chain);
        }
        if (!settings.isGiven("cc.kernel.db.url")) {
            terminal.during("PostgreSQL", this::startPostgres);
        }
        startPortal();
        if (chain != null) {
            var waited = chain;
            terminal.during("Local chain", () -> {
                waited.awaitReady();
                return waited;
            });
        }
        run.writeUrl(plan.url());
    }

    private Postgres startPostgres() {
        var started = plan.durable() ? Postgres.durable(plan.folders()) : Postgres.forgetful(plan.folders());
        postgres = started;
        run.file("postgres").write(started.pid());
        settings.database(started);
        return started;
    }

    /** Starts the portal's process, again if it was killed. */
    public void startPortal() {
        terminal.during("Portal", () -> {
            var started = Portal.start(plan, settings.environment());
            portal = started;
            run.file("portal").write(started.pid());
            started.awaitReady();
            return started;
        });
    }

    /** Makes the next start of this build quicker, while this portal runs; gives way to everything else. */
    public Thread quickenNextStart() {
        var run = new TrainingRun(plan);
        training = run;
        return Thread.ofPlatform().name("training").daemon().start(() -> {
            try {
                run.make();
            } catch (RuntimeException e) {
                if (!closing) {
                    terminal.line("The next start will take as long as this one: %s", e.getMessage());
                }
            }
        });
    }

    /** Ends the portal's process as a crash would; the database and the chain go on. */
    public void killPortal() {
        if (portal != null) {
            portal.kill();
        }
    }

    /** Whether the portal has gone though nobody closed it. */
    boolean hasFailed() {
        var watched = portal;
        return !closing && watched != null && !watched.isAlive();
    }

    /** Process id of the portal's server, while there is one. */
    OptionalLong portalPid() {
        return portal == null ? OptionalLong.empty() : OptionalLong.of(portal.pid());
    }

    public URI url() {
        return URI.create(plan.url());
    }

    public Plan plan() {
        return plan;
    }

    public Optional<Postgres> postgres() {
        return Optional.ofNullable(postgres);
    }

    /** JSON-RPC endpoint of the chain we started. */
    public Optional<URI> chain() {
        return Optional.ofNullable(chain).map(Chain::rpcUrl).map(URI::create);
    }

    boolean hasGuestImage() {
        return Files.isDirectory(plan.folders().home().resolve("guest"));
    }

    @Override
    public synchronized void close() {
        closing = true;
        if (training != null) {
            training.close();
            training = null;
        }
        if (portal != null) {
            portal.close();
            portal = null;
        }
        if (chain != null) {
            chain.close();
            chain = null;
        }
        if (postgres != null) {
            postgres.close();
            postgres = null;
        }
        run.close();
    }
}
