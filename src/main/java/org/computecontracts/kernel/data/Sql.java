package org.computecontracts.kernel.data;

import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One statement of SQL, run once in the transaction of the caller; it sees what entities have changed there.
 *
 * <pre>{@code
 * Sql.of(em, "select did, at from visit where tenant = :tenant and at > :since")
 *         .with("tenant", tenant)
 *         .with("since", since)
 *         .list(row -> new Visit(row.as("did", Did::new), row.instant("at")));
 * }</pre>
 */
public final class Sql {
    private static final Pattern RETURNING = Pattern.compile("\\breturning\\b", Pattern.CASE_INSENSITIVE);

    private final EntityManager em;
    private final String text;
    private final NamedText named;
    private final Map<String, @Nullable Object> values = new HashMap<>();

    private Sql(EntityManager em, String text) {
        this.em = em;
        this.text = text;
        named = NamedText.of(text);
    }

    public static Sql of(EntityManager em, String text) {
        return new Sql(em, text);
    }

    /** Null, an empty Optional too, is the null of SQL; a collection is an array of texts. */
    public Sql with(String name, @Nullable Object value) {
        if (!named.names().contains(name)) {
            throw new IllegalArgumentException("No parameter :%s in: %s".formatted(name, text));
        }
        values.put(name, Parameter.of(value));
        return this;
    }

    public Sql with(Map<String, ?> parameters) {
        parameters.forEach(this::with);
        return this;
    }

    /** For what it does; what it answers is of no interest. */
    public void run() {
        on(PreparedStatement::execute);
    }

    /** How many rows it wrote. */
    public int update() {
        return on(PreparedStatement::executeUpdate);
    }

    /** What a statement that writes says of the rows that it wrote. */
    public <T> List<T> returning(Function<Row, T> read) {
        return rows(read, Integer.MAX_VALUE);
    }

    public <T> List<T> list(Function<Row, T> read) {
        return asked(read, Integer.MAX_VALUE);
    }

    public <T> Optional<T> first(Function<Row, T> read) {
        return asked(read, 1).stream().findFirst();
    }

    /** The first row of a statement that always has one. */
    public <T> T one(Function<Row, T> read) {
        return first(read).orElseThrow(() -> new IllegalStateException("No row of: " + text));
    }

    public boolean exists() {
        return first(row -> true).isPresent();
    }

    /** The one number that it answers: a count, a sum. */
    public long number() {
        return one(Row::only);
    }

    /** Nobody is to take for a question what writes: IllegalStateException. */
    private <T> List<T> asked(Function<Row, T> read, int most) {
        if (RETURNING.matcher(text).find()) {
            throw new IllegalStateException("This writes, and is read by returning(): " + text);
        }
        return rows(read, most);
    }

    private <T> List<T> rows(Function<Row, T> read, int most) {
        return on(statement -> {
            var list = new ArrayList<T>();
            try (var cursor = statement.executeQuery()) {
                var row = new Row(cursor);
                while (list.size() < most && cursor.next()) {
                    list.add(read.apply(row));
                }
            }
            return list;
        });
    }

    private <T> T on(Work<T> work) {
        // As before any query: what entities have changed is written first
        em.flush();
        try (var statement = em.unwrap(Connection.class).prepareStatement(named.jdbc())) {
            bind(statement);
            return work.on(statement);
        } catch (SQLException e) {
            throw new PersistenceException("%s, in: %s".formatted(e.getMessage(), text), e);
        }
    }

    private void bind(PreparedStatement statement) throws SQLException {
        if (!values.keySet().containsAll(named.names())) {
            var missing = new TreeSet<>(named.names());
            missing.removeAll(values.keySet());
            throw new IllegalStateException("No value for %s in: %s".formatted(missing, text));
        }
        var place = 1;
        for (var name : named.names()) {
            Parameter.bind(statement, place++, values.get(name));
        }
    }

    private interface Work<T> {
        T on(PreparedStatement statement) throws SQLException;
    }
}
