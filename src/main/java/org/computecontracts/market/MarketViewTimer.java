package org.computecontracts.market;

import jakarta.ejb.DependsOn;
import jakarta.ejb.Schedule;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import jakarta.interceptor.Interceptors;
import org.computecontracts.kernel.Duties;
import org.computecontracts.kernel.Steady;

/** Has the view of the market catch up with the network, whatever was missed. */
@Singleton
@Startup
@DependsOn("Migrations")
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
@Interceptors(Steady.class)
public class MarketViewTimer {
    @Inject
    MarketView view;

    @Inject
    AuthorLooks looks;

    @Inject
    Duties duties;

    @Schedule(hour = "*", minute = "*", second = "*/2", persistent = false)
    public void tick() {
        if (duties.isOurs("market view")) {
            view.catchUp();
        }
    }

    @Schedule(hour = "*", minute = "*", second = "*/5", persistent = false)
    public void look() {
        looks.work();
    }
}
