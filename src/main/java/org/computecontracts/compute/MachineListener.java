package org.computecontracts.compute;

import java.util.List;
import java.util.concurrent.ExecutionException;

/** Writes down what a machine tells. The backend's threads are bare; what touches the database runs on a managed one. */
class MachineListener implements Backend.Watch {
    private final Progress progress;
    private final StoredBuild build;

    MachineListener(Progress progress, StoredBuild build) {
        this.progress = progress;
        this.build = build;
    }

    @Override
    public void printed(List<ConsoleLine> lines) {
        var safe = lines.stream().map(Redaction::of).toList();
        onManagedThread(() -> progress.consoles.add(build.id(), safe, progress.settings.consoleLines()));
    }

    @Override
    public void finished(String error) {
        var said = Redaction.text(error);
        onManagedThread(() -> {
            var now = progress.clock.instant();
            if (progress.builds.change(build.tenant(), build.id(), found -> found.running(said, now))) {
                progress.events.fireAsync(new BuildEvent.Running(build.tenant(), build.key()));
            }
        });
    }

    @Override
    public void exhausted() {
        progress.executor.execute(() -> progress.fail(
                build,
                "The machine has used up its network volume of " + build.spec().network()));
    }

    /** Waits: a guest that prints faster than its lines are stored is slowed down. */
    private void onManagedThread(Runnable work) {
        try {
            progress.executor.submit(work).get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException e) {
            throw new IllegalStateException("What machine " + build.id() + " said was not written down", e);
        }
    }
}
