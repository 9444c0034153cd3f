package org.computecontracts.ingress.fuzz;

import java.util.List;
import java.util.random.RandomGenerator;
import org.computecontracts.ingress.fuzz.FuzzHead.Header;

/** One hostile exchange before it is tried. */
record FuzzAct(FuzzTrick trick, FuzzManner manner, String script) {
    /** The origin will not answer, so the visitor must go. */
    boolean isSilent() {
        return script.contains("z");
    }

    FuzzAct legal() {
        return manner.isLegal ? this : new FuzzAct(trick, FuzzManner.GET, script);
    }

    String path(String mark) {
        return "/hostile/" + mark + "/" + script;
    }

    /** What is left of it when asked in a well-formed way. */
    FuzzRequest request(String mark, RandomGenerator random) {
        var none = new byte[0];
        var some = FuzzMark.filler(mark, 1 + random.nextInt(4000));
        return switch (manner) {
            case HEAD -> request("HEAD", mark, none, false);
            case POST -> request("POST", mark, some, false);
            case CHUNKED -> request("PUT", mark, some, true);
            case UPLOAD -> request("POST", mark, FuzzMark.filler(mark, upload(random)), random.nextBoolean());
            case EXPECT ->
                new FuzzRequest("POST", path(mark), List.of(new Header("expect", "100-continue")), some, false);
            case SPELLED -> request("GET", mark, spelled("/hostile/" + mark + "/a200"), random.nextBoolean());
            case TRACE_WITH_BODY -> request("TRACE", mark, spelled("/smuggled/" + mark), random.nextInt(4) == 0);
            case ODD -> odd(mark, random.nextBoolean() ? none : some, random);
            default -> request("GET", mark, none, false);
        };
    }

    private FuzzRequest request(String method, String mark, byte[] body, boolean chunked) {
        return new FuzzRequest(method, path(mark), List.of(new Header("x-mark", mark)), body, chunked);
    }

    private FuzzRequest odd(String mark, byte[] body, RandomGenerator random) {
        var methods =
                List.of("FOO", "PROPFIND", "get", "TRACE", "OPTIONS", "M-SEARCH", "DELETE", "PRI", "LOCK", "QUERY");
        return request(methods.get(random.nextInt(methods.size())), mark, body, random.nextBoolean());
    }

    private static int upload(RandomGenerator random) {
        return random.nextInt(8) == 0 ? 12_000_000 : 1_000_000;
    }

    /** A request, open to whatever comes after it. */
    static byte[] spelled(String path) {
        return FuzzHonest.bytes("GET " + path + " HTTP/1.1\r\nHost: x\r\nX-Swallowed: ");
    }
}
