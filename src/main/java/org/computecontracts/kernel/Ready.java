package org.computecontracts.kernel;

import jakarta.annotation.Resource;
import jakarta.ejb.EJB;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Ready is who is deployed, which the server would answer for an empty server too, and has a database. */
@Readiness
@ApplicationScoped
class Ready implements HealthCheck {
    @Resource(lookup = "java:app/jdbc/main")
    DataSource database;

    @EJB
    Migrations migrations;

    @Override
    public HealthCheckResponse call() {
        var answer = HealthCheckResponse.named("portal");
        try (var connection = database.getConnection()) {
            return answer.status(migrations.applied() && connection.isValid(2)).build();
        } catch (SQLException e) {
            return answer.down()
                    .withData("database", String.valueOf(e.getMessage()))
                    .build();
        }
    }
}
