package org.computecontracts.kernel;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.sql.SQLException;
import org.computecontracts.testing.Database;
import org.junit.jupiter.api.Test;

class MigrationsTest {
    private final Database database = Database.fresh();

    @Test
    void leavesASchemaThatIsUpToDate() {
        assertThatCode(() -> Migrations.apply(database.dataSource())).doesNotThrowAnyException();
    }

    @Test
    void leavesTheSchemaOfALaterRelease() throws SQLException {
        applied(1000, "999", "of_a_later_release");

        assertThatCode(() -> Migrations.apply(database.dataSource())).doesNotThrowAnyException();
    }

    @Test
    void refusesASchemaThatNoReleaseMadeAndSaysWhatToDo() throws SQLException {
        applied(1000, "013", "plc_operation");
        applied(1001, "291", "rate_limit");

        assertThatIllegalStateException()
                .isThrownBy(() -> Migrations.apply(database.dataSource()))
                .withMessageContainingAll(
                        "version 291, is none that a release could have made", "remove the data folder", "CC_DATA")
                .withNoCause();
    }

    private void applied(int rank, String version, String name) throws SQLException {
        try (var connection = database.dataSource().getConnection();
                var sql = connection.prepareStatement("""
                        insert into flyway_schema_history (installed_rank, version, description, type, script, checksum,
                                                           installed_by, execution_time, success)
                        values (?, ?, ?, 'SQL', ?, 1, 'portal', 1, true)
                        """)) {
            sql.setInt(1, rank);
            sql.setString(2, version);
            sql.setString(3, name.replace('_', ' '));
            sql.setString(4, "V" + version + "__" + name + ".sql");
            sql.executeUpdate();
        }
    }
}
