package org.computecontracts.ingress.fuzz;

import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.computecontracts.ingress.fuzz.FuzzBroken.How;
import org.computecontracts.ingress.fuzz.FuzzLink.Held;

/** Asks for tricks, and plays some itself. */
class FuzzHostileVisitor extends FuzzVisitor {
    private final List<FuzzTrick> tricks;

    FuzzHostileVisitor(FuzzRun run, int number, FuzzLink link) {
        super(run, number, link);
        tricks = run.plan().tricks();
    }

    @Override
    void exchange(Held held) throws IOException {
        hostile(next(), held);
    }

    FuzzAct next() {
        return tricks.get(random.nextInt(tricks.size())).act(random);
    }

    void hostile(FuzzAct act, Held held) throws IOException {
        var mark = hostileMark();
        held.marks.add(mark);
        if (FuzzPlay.isBelated(act.script())) {
            held.belated.add(mark);
        }
        held.remember(act.manner() + " " + act.path(mark));
        report.count(act.trick().name());
        var own = new HashSet<>(held.marks);
        try {
            var answer = held.connection instanceof FuzzHttp1 http1 ? over1(http1, act, mark) : over2(held, act, mark);
            held.remember("(" + answer.lines().findFirst().orElse("") + ")");
            isClean(answer, union(own, held.marks), mark, held);
        } catch (FuzzBroken broken) {
            held.remember("(" + broken.getMessage() + ")");
            isClean(broken.seen, union(own, held.marks), mark, held);
            if (broken.how == How.HANGS && mustEnd(act)) {
                failed("hang", mark, "neither answer nor end to " + act, held);
            }
        }
    }

    private static Set<String> union(Set<String> one, Set<String> other) {
        one.addAll(other);
        return one;
    }

    private static boolean mustEnd(FuzzAct act) {
        return !act.isSilent() && act.manner() != FuzzManner.HALF && act.manner() != FuzzManner.ABANDON;
    }

    private int patience(FuzzAct act) {
        return mustEnd(act) ? DEADLINE_MILLIS : 30 + random.nextInt(150);
    }

    private String over1(FuzzHttp1 connection, FuzzAct act, String mark) throws IOException {
        var request = act.request(mark, random);
        if (!act.manner().isByHand()) {
            return connection.exchange(request, patience(act)).text();
        }
        var hand = new FuzzHostile1(connection, random, mark, act);
        try {
            hand.ask();
        } catch (IOException e) {
            connection.close();
            throw new FuzzBroken(How.CLOSED, "while asking: " + e.getMessage(), "");
        }
        if (!connection.isOpen()) {
            return "gone";
        }
        var answer = connection.answer("GET", patience(act)).text();
        if (act.manner() == FuzzManner.SMUGGLE && connection.isOpen()) {
            hand.listenOn();
        }
        return answer;
    }

    private String over2(Held held, FuzzAct act, String mark) throws IOException {
        var connection = (FuzzHttp2) held.connection;
        var hand = new FuzzHostile2(connection, random, mark, act);
        var stream = act.manner().isByHand() ? hand.ask() : ask(connection, act.request(mark, random));
        try {
            return connection.await(stream, patience(act)).text();
        } catch (FuzzBroken broken) {
            if (broken.how == How.HANGS) {
                hand.leave(stream);
            }
            throw broken;
        }
    }

    private static FuzzStream ask(FuzzHttp2 connection, FuzzRequest request) {
        var hasBody = request.body().length > 0 || request.chunked();
        var stream = connection.open(FuzzFrame.block(request.http2Headers(connection.authority())), !hasBody);
        if (hasBody) {
            connection.send(stream, request.body(), true, DEADLINE_MILLIS);
        }
        return stream;
    }
}
