package org.computecontracts.appview;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.servlet.ServletContext;
import java.time.Duration;
import org.computecontracts.kernel.work.Clockwork;
import org.computecontracts.kernel.work.Duties;
import org.computecontracts.kernel.work.QueueWorker;

/** Has the view of the market catch up with the network, whatever was missed. */
@ApplicationScoped
class MarketViewTimer {
    @Inject
    MarketView view;

    @Inject
    AuthorRefresher authorRefresher;

    @Inject
    Duties duties;

    void start(@Observes @Initialized(ApplicationScoped.class) ServletContext portal, Clockwork clockwork) {
        clockwork.every(Duration.ofSeconds(2), this::tick);
        clockwork.every(Duration.ofSeconds(5), this::look);
        clockwork.every(QueueWorker.SIGN_OF_LIFE, authorRefresher::hold);
    }

    void tick() {
        if (duties.isOurs("market view")) {
            view.catchUp();
        }
    }

    void look() {
        authorRefresher.work();
    }
}
