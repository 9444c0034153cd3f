package org.computecontracts.ingress.fuzz;

import static org.computecontracts.ingress.fuzz.FuzzManner.ABANDON;
import static org.computecontracts.ingress.fuzz.FuzzManner.CHUNKED;
import static org.computecontracts.ingress.fuzz.FuzzManner.CONTROL;
import static org.computecontracts.ingress.fuzz.FuzzManner.EXPECT;
import static org.computecontracts.ingress.fuzz.FuzzManner.GET;
import static org.computecontracts.ingress.fuzz.FuzzManner.HALF;
import static org.computecontracts.ingress.fuzz.FuzzManner.HEAD;
import static org.computecontracts.ingress.fuzz.FuzzManner.HUGE;
import static org.computecontracts.ingress.fuzz.FuzzManner.ODD;
import static org.computecontracts.ingress.fuzz.FuzzManner.POST;
import static org.computecontracts.ingress.fuzz.FuzzManner.SMUGGLE;
import static org.computecontracts.ingress.fuzz.FuzzManner.SPELLED;
import static org.computecontracts.ingress.fuzz.FuzzManner.TRACE_WITH_BODY;
import static org.computecontracts.ingress.fuzz.FuzzManner.UPGRADE;
import static org.computecontracts.ingress.fuzz.FuzzManner.UPLOAD;

import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;

/** A family of tricks: how the visitor asks, and what the origin plays ({@link FuzzPlay}); {@code #} is any short time. */
enum FuzzTrick {
    /** No trick at all: what fails with these alone is not a trick's doing. */
    NONE(List.of(GET, POST, CHUNKED), "b.a200 w#.b.a200 b.A200 b.c200"),
    TRACE(List.of(TRACE_WITH_BODY), "a200", "w#.a200", "a405"),
    INTERIM(
            List.of(GET, GET, POST, HEAD, EXPECT),
            "i102.w#.b.a200 i102.w400.a200 i100.i102.i103.b.a200 i103.a200 i103.x i102.z i102.r i100.b.a200.i100",
            "b.u101.a200 u101.w#.a200 u101.z u101.x a200.w#.u101 i103.i103.i103.i103.i103.i103.i103.i103.a200",
            "i199.a200 i102.i102.w#.s200.x b.a200.w#.i102"),
    EARLY(
            List.of(UPLOAD, UPLOAD, POST, CHUNKED),
            "a413 a401.p1500 a413.p1500 a413.p2500 a413.x a401.w#.x a200.w# i100.a401.p500 c401.p300 a413.r A200"),
    BODIES(
            List.of(GET, HEAD, HEAD, POST, SPELLED),
            "f204 f204.w# c204 f304 c304 f200 c200 w#.f200 i103.f204 C304 f205 y.a200 y.a200.w# j204 k200.w20.x"),
    LENGTHS(
            List.of(GET, POST, HEAD),
            "s200.x s200.r s200.w#.x l200 l200.w# d200 D200 j200 n200 N200 a200.a200 a200.w#.a200 l200.a200 j200.x",
            "a404.f204.a200 v200.x V200.x V200.w#.r a200.a200.a200.a200"),
    BROKEN_CHUNKS(
            List.of(GET, POST, CHUNKED, HEAD),
            "c200 C200 k200.w20.x k200.w400 m200.w#.x K200.w#.x o200.x o200.r o200.w#.r e200 e200.w# c200.a200"),
    LATE(List.of(GET, POST, ABANDON), "w#.a200 w#.b.a200 z b.z a200.w#.a200 w#.x w#.A200 w#.c200"),
    HALF_SENT(List.of(HALF), "a200 b.a200 a413 w#.a200 x i100.b.a200"),
    RESETS(List.of(GET, POST, UPLOAD, ABANDON), "r b.r a200.r s200.r w#.r o200.r A200.r w#.a200 a413.r"),
    CLOSING(List.of(GET, POST, HEAD), "b.a200.x a200.x b.x x w#.x b.a200.w#.x v200.x c200.x A200.x"),
    METHODS(List.of(ODD), "b.a200 a200 a405 f200 y.a200 f204"),
    SMUGGLING(List.of(SMUGGLE), "b.a200 a200 w#.b.a200 a400"),
    CONTROLS(List.of(CONTROL, CONTROL, GET), "a200 b.a200 t200 T200 q200 Q200"),
    LARGE_HEADERS(List.of(HUGE, GET), "a200 h200 h200.x h404.w#.x"),
    ABANDONED(List.of(ABANDON), "A200 b.A200 w#.A200 z A200.w#.A200 o200.z p300.a200"),
    UPGRADES(List.of(UPGRADE), "a200 a404 u101.w#.x u101.a200 a426.x f200 z w#.a200 u101.z"),
    MIXTURE(List.of(GET, POST, HEAD, UPLOAD, CHUNKED, ABANDON, SMUGGLE, HALF, TRACE_WITH_BODY, ODD), "a200");

    /** What honest exchanges meet when the origin is only careless. */
    private static final List<String> MILD = List.of(("H i103.b.H i100.H b.H.x H.x i102.w#.b.H b.x x b.a503 a401 w#.b.H"
                    + " i103.i103.b.H f204 b.f204 b.w#.H b.H.w#.x b.r H.p200 f304 b.u101 a413.p500 b.H.i102 b.f200")
            .split(" "));

    private static final int SHORT_MILLIS = 300;

    private final List<FuzzManner> manners;
    private final List<String> scripts;

    FuzzTrick(List<FuzzManner> manners, String... scripts) {
        this.manners = manners;
        this.scripts = List.of(String.join(" ", scripts).split(" "));
    }

    FuzzAct act(RandomGenerator random) {
        var script = one(scripts, random);
        if (this == MIXTURE) {
            script = other(random).act(random).script() + "."
                    + other(random).act(random).script();
        }
        return new FuzzAct(this, one(manners, random), fill(script, random));
    }

    static String mild(RandomGenerator random) {
        return fill(one(MILD, random), random);
    }

    private static FuzzTrick other(RandomGenerator random) {
        return values()[random.nextInt(MIXTURE.ordinal())];
    }

    private static <T> T one(List<T> list, RandomGenerator random) {
        return list.get(random.nextInt(list.size()));
    }

    private static String fill(String script, RandomGenerator random) {
        return script.replace("#", "" + random.nextInt(SHORT_MILLIS));
    }

    static List<FuzzTrick> named(String names) {
        return Arrays.stream(names.split(","))
                .map(name -> valueOf(name.strip().toUpperCase(java.util.Locale.ROOT)))
                .toList();
    }
}
