package org.computecontracts.kernel.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Function;
import org.computecontracts.kernel.DataRefusal;
import org.computecontracts.kernel.Role;
import org.computecontracts.kernel.TenantId;
import org.computecontracts.testing.Database;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SqlTest {
    private static final Database DATABASE = Database.fresh();
    private static final Instant AT = Instant.parse("2026-07-01T10:00:00.123456Z");
    private static final String ADD = "insert into thing (name, number) values (:name, :number)";

    @BeforeAll
    static void makeTable() {
        in(em -> Sql.of(em, """
                        create table thing (name text, number bigint, small int, amount numeric(78, 0), is_good boolean,
                            bytes bytea, id uuid, at timestamptz, facts jsonb)
                        """).run());
    }

    @BeforeEach
    void emptyTables() {
        DATABASE.clear();
    }

    private record Name(String value) implements TextValue {}

    @Test
    void keepsEveryTypeThatAColumnHas() {
        var id = UUID.randomUUID();

        in(em -> Sql.of(em, """
                        insert into thing values (:name, :number, :small, :amount, :good, :bytes, :id, :at, cast(:facts as jsonb))
                        """)
                .with("name", new Name("it's :name? --"))
                .with("number", Long.MAX_VALUE)
                .with("small", 7)
                .with("amount", BigInteger.TEN.pow(40))
                .with("good", true)
                .with("bytes", new byte[] {0, 1, -1})
                .with("id", new TenantId(id))
                .with("at", AT)
                .with("facts", "{\"a\": 1}")
                .run());

        var row = read(
                "select * from thing",
                it -> List.of(
                        it.as("name", Name::new),
                        it.number("number"),
                        it.integer("small"),
                        it.number("small"),
                        it.decimal("amount"),
                        it.flag("is_good"),
                        it.tenant("id"),
                        it.uuid("id"),
                        it.instant("at"),
                        it.text("facts")));
        assertThat(row)
                .containsExactly(
                        new Name("it's :name? --"),
                        Long.MAX_VALUE,
                        7,
                        7L,
                        BigDecimal.TEN.pow(40),
                        true,
                        new TenantId(id),
                        id,
                        AT,
                        "{\"a\": 1}");
        var bytes = read("select bytes from thing", it -> it.bytes("bytes"));
        assertThat(bytes).containsExactly(0, 1, -1);
    }

    @Test
    void keepsEnumsAndAddressesAsTheirTexts() {
        assertThat(echo(Role.OWNER)).contains("OWNER");
        assertThat(echo(URI.create("https://a.example"))).contains("https://a.example");
        assertThat(echo(Optional.of(new Name("n")))).contains("n");
    }

    @Test
    void emptyIsEmptyInEveryType() {
        assertThat(echo(null)).isEmpty();
        assertThat(echo(Optional.empty())).isEmpty();
        in(em -> Sql.of(em, "insert into thing (at, bytes, id, number) values (:none, :none, :none, :none)")
                .with("none", null)
                .run());

        var row = read(
                "select * from thing",
                it -> List.<Optional<?>>of(
                        it.optional("name", it::text),
                        it.optional("number", it::number),
                        it.optional("at", it::instant),
                        it.optional("bytes", it::bytes),
                        it.optional("id", it::uuid)));
        assertThat(row).allMatch(Optional::isEmpty);
    }

    @Test
    void aCollectionIsAnArray() {
        var names = List.of(new Name("a b"), new Name("{c}"), new Name("\"d',"));

        var found =
                of(em -> Sql.of(em, "select name from unnest(:names) name where name <> all (:others) order by name")
                        .with("names", names)
                        .with("others", List.of())
                        .list(row -> row.as("name", Name::new)));

        assertThat(found).containsExactlyInAnyOrderElementsOf(names);
        var sum = of(em -> Sql.of(em, "select sum(n) from unnest(cast(:numbers as int[])) n")
                .with("numbers", List.of(40, 2))
                .number());
        assertThat((long) sum).isEqualTo(42);
    }

    @Test
    void aCollectionOfBytesIsAnArrayOfBytes() {
        var blocks = List.of(new byte[] {0, -1}, new byte[] {});

        var found = of(em -> Sql.of(em, "select b from unnest(cast(:blocks as bytea[])) b")
                .with("blocks", blocks)
                .list(row -> row.bytes("b")));
        var none = of(em -> Sql.of(em, "select b from unnest(cast(:blocks as bytea[])) b")
                .with("blocks", List.of())
                .exists());

        assertThat(found).containsExactlyElementsOf(blocks);
        assertThat((boolean) none).isFalse();
    }

    @Test
    void countsWhatItWrites() {
        in(em -> {
            assertThat(add(em, "a", 1).update()).isEqualTo(1);
            assertThat(Sql.of(em, "update thing set number = 2 where name = :name")
                            .with(Map.of("name", "b"))
                            .update())
                    .isZero();
            assertThat(Sql.of(em, "select count(*) from thing").number()).isEqualTo(1);
            assertThat(Sql.of(em, "select from thing").exists()).isTrue();
            assertThat(Sql.of(em, "select name from thing where false").first(row -> row.text("name")))
                    .isEmpty();
        });
    }

    @Test
    void aStatementThatWritesMayAnswer() {
        var name = of(em -> Sql.of(em, ADD + " returning name")
                .with("name", "a")
                .with("number", 1)
                .returning(row -> row.text("name")));

        assertThat(name).containsExactly("a");
        assertThat(isSomethingThere()).isTrue();
    }

    @Test
    void whatWritesIsNotReadAsAQuestion() {
        assertThatIllegalStateException()
                .isThrownBy(() ->
                        in(em -> Sql.of(em, "delete from thing RETURNING name").list(row -> row.text("name"))))
                .withMessage("This writes, and is read by returning(): delete from thing RETURNING name");
    }

    @Test
    void isPartOfTheTransaction() {
        assertThatIllegalStateException()
                .isThrownBy(() -> in(em -> {
                    add(em, "a", 1).run();
                    throw new IllegalStateException("after it");
                }));

        assertThat(isSomethingThere()).isFalse();
    }

    @Test
    void valuesAreBoundAndNeverPartOfTheText() {
        var hostile = "'); drop table thing; -- :number ?";

        in(em -> add(em, hostile, 1).run());

        var found = of(em -> Sql.of(em, "select name from thing where name = :name")
                .with("name", hostile)
                .list(row -> row.text("name")));
        assertThat(found).containsExactly(hostile);
    }

    @Test
    void whatLooksLikeAParameterIsNone() {
        var text = of(em -> Sql.of(em, """
                        select ':a ? ''' || :b || '::' as "c:d?", 1::int as one -- :e ?
                        /* :f
                           ? */
                        """).with("b", "B").one(row -> row.text("c:d?") + row.number("one")));

        assertThat((String) text).isEqualTo(":a ? 'B::1");
    }

    @Test
    void aParameterMayStandTwice() {
        var square = of(em ->
                Sql.of(em, "select cast(:n as int) * :n as square").with("n", 3).number());

        assertThat((long) square).isEqualTo(9);
    }

    @Test
    void refusesAParameterThatIsNotThere() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> in(em -> Sql.of(em, "select 1").with("did", "x")))
                .withMessage("No parameter :did in: select 1");
    }

    @Test
    void refusesToRunWithoutAValue() {
        assertThatIllegalStateException()
                .isThrownBy(() -> in(em -> Sql.of(em, ADD).with("name", "a").run()))
                .withMessage("No value for [number] in: " + ADD);
    }

    @Test
    void refusesParametersWithoutANameAndTypesThatNoColumnHas() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> in(em -> Sql.of(em, "select ?1")))
                .withMessage("A parameter without a name in: select ?1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> echo(Duration.ZERO))
                .withMessage("No column holds a class java.time.Duration");
    }

    @Test
    void tellsWhichColumnIsNotThere() {
        assertThatIllegalStateException()
                .isThrownBy(() -> read("select 1 as a, 2 as b", row -> row.number("c")))
                .withMessageStartingWith("Cannot read column c of [a, b]: ");
    }

    @Test
    void tellsWhichColumnIsEmptyOrOfAnotherType() {
        assertThatIllegalStateException()
                .isThrownBy(() -> read("select cast(null as text) as a", row -> row.text("a")))
                .withMessage("Column a is empty");
        assertThatIllegalStateException()
                .isThrownBy(() -> read("select 'x' as a", row -> row.number("a")))
                .withMessage("Column a holds a String, not a Number");
        assertThatIllegalStateException()
                .isThrownBy(() -> read("select 'x' as a", row -> row.instant("a")))
                .withMessageStartingWith("Cannot read column a of [a]: ");
    }

    @Test
    void tellsWhatTheDatabaseRefused() {
        assertThatExceptionOfType(PersistenceException.class)
                .isThrownBy(() -> in(em -> Sql.of(em, "select 1 / 0").run()))
                .withMessageContaining("division by zero")
                .withMessageEndingWith("in: select 1 / 0")
                .matches(DataRefusal::isOfValues);
    }

    @Test
    void asksForATransaction() {
        try (var em = DATABASE.entityManagerFactory().createEntityManager()) {
            assertThatExceptionOfType(PersistenceException.class)
                    .isThrownBy(() -> Sql.of(em, "select 1").run());
        }
    }

    private static Sql add(EntityManager em, String name, long number) {
        return Sql.of(em, ADD).with("name", name).with("number", number);
    }

    private static Optional<String> echo(@Nullable Object value) {
        return of(em -> Sql.of(em, "select cast(:value as text) as value")
                .with("value", value)
                .one(row -> row.optional("value", row::text)));
    }

    private static boolean isSomethingThere() {
        return of(em -> Sql.of(em, "select from thing").exists());
    }

    private static <T> T read(String sql, Function<Row, T> read) {
        return of(em -> Sql.of(em, sql).one(read));
    }

    private static <T> T of(Function<EntityManager, T> work) {
        return DATABASE.inTransaction(work);
    }

    private static void in(Consumer<EntityManager> work) {
        DATABASE.<@Nullable Object>inTransaction(em -> {
            work.accept(em);
            return null;
        });
    }
}
