package org.computecontracts.pds;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.computecontracts.atproto.xrpc.XrpcCall;
import org.computecontracts.atproto.xrpc.XrpcMethod;
import org.computecontracts.atproto.xrpc.XrpcMethods;
import org.computecontracts.kernel.Json;
import org.computecontracts.testing.Database;
import org.computecontracts.testing.MovingClock;
import org.junit.jupiter.api.Test;

/** {@code docs/xrpc.md} says what is so. */
class DocumentedMethodsTest {
    private static final Database DATABASE = Database.fresh();
    private static final Path THEIRS = Path.of("dev/network/node_modules/@atproto/pds/dist/api/com/atproto");
    private static final Pattern NAME = Pattern.compile("`([a-zA-Z.]+)`");
    /** Answered by a WebSocket, and by another module. */
    private static final Set<String> ELSEWHERE =
            Set.of("com.atproto.sync.subscribeRepos", "com.atproto.sync.requestCrawl");

    private final PdsUnderTest pds = new PdsUnderTest(DATABASE, new MovingClock());

    @Test
    void namesEveryMethodThatIsAnswered() throws IOException {
        var answered = pds.methods().stream()
                .map(XrpcMethod::nsid)
                .filter(nsid -> nsid.contains(".")) // not the proxy, not _health
                .collect(Collectors.toCollection(TreeSet::new));
        answered.addAll(ELSEWHERE);

        assertThat(documented("## Answered", "Where it differs")).isEqualTo(answered);
    }

    @Test
    void saysHowTheOthersAreRefused() throws IOException {
        var text = section("## Refused", "## Limits");

        for (var nsid : documented("## Refused", "## Limits")) {
            var call = new XrpcCall("POST", nsid, "", new byte[] {'{', '}'}, Map.of(), "192.0.2.1");
            var reply = XrpcMethods.of(pds.methods()).answer(call);
            var error = Json.readObject(reply.body()).path("error").asText();
            var line = text.lines().filter(row -> row.contains("`" + simple(nsid) + "`") || row.contains(nsid));
            assertThat(line).as(nsid).singleElement().asString().contains("`" + reply.status() + " " + error + "`");
        }
    }

    private static String simple(String nsid) {
        return nsid.substring(nsid.lastIndexOf('.') + 1);
    }

    @Test
    void leavesOutNoneOfTheReferenceImplementation() throws IOException {
        assumeTrue(Files.isDirectory(THEIRS), "SKIPPED: the packages of dev/network are missing: run npm ci there");
        var ours = documented("## Answered", "Where it differs");
        ours.addAll(documented("## Refused", "## Limits"));

        try (var files = Files.walk(THEIRS, 2)) {
            var theirs = files.map(THEIRS::relativize)
                    .map(Path::toString)
                    .filter(name -> name.matches("[a-z]+/[a-zA-Z]+\\.js") && !name.matches(".*/(index|util)\\.js"))
                    .map(name -> "com.atproto." + name.replace(".js", "").replace('/', '.'))
                    .collect(Collectors.toCollection(TreeSet::new));
            assertThat(theirs).contains("com.atproto.repo.createRecord").isSubsetOf(ours);
        }
    }

    private static String section(String from, String to) throws IOException {
        var text = Files.readString(Path.of("docs/xrpc.md"));
        return text.substring(text.indexOf(from), text.indexOf(to));
    }

    /** A name that ends with a dot stands before all that follow it. */
    private static Set<String> documented(String from, String to) throws IOException {
        var names = new TreeSet<String>();
        section(from, to).lines().filter(line -> line.startsWith("|")).forEach(line -> {
            var prefix = "";
            var match = NAME.matcher(line);
            while (match.find()) {
                var name = match.group(1);
                if (name.endsWith(".")) {
                    prefix = name;
                } else if (name.startsWith("com.")) {
                    names.add(name);
                } else if (!prefix.isEmpty() && !name.contains(".") && !name.equals("changePassword")
                        || prefix.startsWith("org.")) {
                    names.add(prefix + name);
                }
            }
        });
        return names;
    }
}
