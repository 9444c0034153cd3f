package org.computecontracts.kernel.web;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.persistence.OptimisticLockException;
import jakarta.transaction.RollbackException;
import jakarta.transaction.TransactionalException;
import java.net.URI;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProblemTest {
    /** PostgreSQL, appendix A: numeric_value_out_of_range, character_not_in_repertoire, program_limit_exceeded, unique_violation. */
    @ParameterizedTest
    @CsvSource({"22003, 400", "22021, 400", "54000, 400", "23505, 500", "08006, 500"})
    void aCommitThatFailsForItsValuesIsTheCallers(String state, int status) {
        var rollback = new RollbackException("Transaction marked for rollback");
        rollback.initCause(new SQLException("no", state));

        var problem = Problem.of(new TransactionalException("Managed bean", rollback), URI.create("/api/builders"));

        assertThat(problem.status()).isEqualTo(status);
        assertThat(problem.instance()).hasToString("/api/builders");
    }

    @Test
    void aCommitThatCameTooLateSaysThatSomebodyWasQuicker() {
        var rollback = new RollbackException("Transaction marked for rollback");
        rollback.initCause(new OptimisticLockException());

        var problem = Problem.of(new TransactionalException("Managed bean", rollback), URI.create("/api/builders"));

        assertThat(problem.type()).hasToString("/problems/changed-meanwhile");
        assertThat(problem.status()).isEqualTo(409);
        assertThat(problem.instance()).hasToString("/api/builders");
    }
}
