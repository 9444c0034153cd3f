package org.computecontracts.kernel;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.Resource;
import jakarta.annotation.sql.DataSourceDefinition;
import jakarta.ejb.DependsOn;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionManagement;
import jakarta.ejb.TransactionManagementType;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;

/** Brings the schema up to date before anything else starts: other start-up beans say {@code @DependsOn("Migrations")}. */
@DataSourceDefinition(
        name = "java:app/jdbc/main",
        className = "org.postgresql.ds.PGSimpleDataSource",
        url = "${MPCONFIG=cc.kernel.db.url}",
        user = "${MPCONFIG=cc.kernel.db.user}",
        password = "${MPCONFIG=cc.kernel.db.password}",
        minPoolSize = 4,
        maxPoolSize = 32)
@Singleton
@Startup
@DependsOn("EarlyRequests")
@TransactionManagement(TransactionManagementType.BEAN)
public class Migrations {
    @Resource(lookup = "java:app/jdbc/main")
    DataSource database;

    @PostConstruct
    void migrate() {
        apply(database);
    }

    /** Brings a database up to date. What no release could have made is refused here: Flyway does not say what to do then. */
    public static void apply(DataSource database) {
        var flyway = Flyway.configure(Migrations.class.getClassLoader())
                .dataSource(database)
                .locations("classpath:db/migrations")
                .ignoreMigrationPatterns("*:pending", "*:future")
                .load();
        if (!flyway.validateWithResult().validationSuccessful) {
            throw new IllegalStateException("The schema of this database, version "
                    + flyway.info().current().getVersion()
                    + ", is none that a release could have made: remove the data folder, or set CC_DATA to another");
        }
        flyway.migrate();
    }

    /** Answers once the schema is up to date: until then the container holds the caller. */
    public boolean applied() {
        return true;
    }
}
