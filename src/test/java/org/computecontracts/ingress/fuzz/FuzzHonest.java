package org.computecontracts.ingress.fuzz;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.computecontracts.ingress.fuzz.FuzzHead.Header;

/** An exchange whose answer is known before: the echo of its request, and so many bytes of its mark. */
record FuzzHonest(String mark, FuzzRequest request, int answerSize) {
    private static final List<String> METHODS = List.of("GET", "GET", "GET", "POST", "POST", "PUT", "HEAD", "DELETE");
    /** Where the origin has not read the body. */
    static final String NO_DIGEST = "unread";

    /** @param script what the origin plays meanwhile; honest through and through when empty */
    static FuzzHonest of(RandomGenerator random, String mark, String script) {
        var method = METHODS.get(random.nextInt(METHODS.size()));
        var body = method.startsWith("P") ? FuzzMark.filler(mark, size(random)) : new byte[0];
        var answerSize = size(random);
        var path = (script.isEmpty() ? "/honest/" + mark : "/mild/" + mark + "/" + script) + "?size=" + answerSize;
        var headers =
                new ArrayList<>(List.of(new Header("authorization", "Bearer " + mark), new Header("x-token", mark)));
        if (body.length > 0 && random.nextInt(25) == 0) {
            headers.add(new Header("expect", "100-continue"));
        }
        var chunked = body.length > 0 && random.nextInt(3) == 0;
        return new FuzzHonest(mark, new FuzzRequest(method, path, headers, body, chunked), answerSize);
    }

    /** Mostly small, sometimes as much as a megabyte. */
    private static int size(RandomGenerator random) {
        return switch (random.nextInt(200)) {
            case 0 -> random.nextInt(1_000_000);
            case 1, 2, 3, 4 -> random.nextInt(100_000);
            case 5, 6, 7, 8, 9, 10, 11, 12 -> 0;
            default -> random.nextInt(3_000);
        };
    }

    /** What is wrong with the answer, in words. */
    Optional<String> problem(FuzzAnswer answer) {
        var echo = answer.header("x-echo").orElse("");
        var body = request.method().equals("HEAD") ? new byte[0] : FuzzMark.filler(mark, answerSize);
        if (answer.status() != 200) {
            return Optional.of("status " + answer.status());
        }
        if (!echo.equals(echo(digest(request.body()))) && !(isMild() && echo.equals(echo(NO_DIGEST)))) {
            return Optional.of("not an echo of the request: " + echo);
        }
        return Arrays.equals(answer.body(), body)
                ? Optional.empty()
                : Optional.of("a body of %d bytes, not the %d asked for".formatted(answer.body().length, body.length));
    }

    Set<String> foreign(FuzzAnswer answer) {
        return FuzzMark.foreign(answer.text(), Set.of(mark));
    }

    boolean isMild() {
        return request.path().startsWith("/mild/");
    }

    private String echo(String digest) {
        return echo(request.method(), request.path(), "Bearer " + mark, mark, digest);
    }

    static String echo(String method, String path, String authorization, String token, String digest) {
        return String.join(" ", method, path, authorization, token, digest);
    }

    static String digest(byte[] body) {
        return HexFormat.of().formatHex(sha256().digest(body));
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }
}
