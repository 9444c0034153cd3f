package org.computecontracts.compute;

import static org.computecontracts.compute.ComputeProblem.USER_DATA_REFUSED;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The first line of user_data, which says what it is. Editors and tools put things before it that nobody sees: a byte
 * order mark, blank lines, a document mark, or all of it is in base64; those are passed over.
 */
final class Header {
    private static final Set<String> HEADERS = Set.of("#cloud-config", "#cloud-init");

    /** Other forms cloud-init knows, by how their first line starts. */
    private static final Map<String, String> OTHERS = Map.of(
            "#!", "a script",
            "#include", "an #include list",
            "#cloud-boothook", "a boothook",
            "#cloud-config-archive", "a cloud-config archive",
            "#part-handler", "a part handler",
            "## template:", "a template",
            "content-type:", "a MIME message",
            "mime-version:", "a MIME message");

    /** White space, and what has no width: marks of order and direction. Possessive, or each of them takes stack. */
    private static final Pattern UNSEEN = Pattern.compile("(?:[\\s\\p{Z}\\p{Cf}]|---[ \\t]*\\R)*+");

    private static final Pattern BASE64 = Pattern.compile("[A-Za-z0-9+/]{16,}={0,2}");

    private Header() {}

    /** The text without what is before its header; USER_DATA_REFUSED when that says it is something else. */
    static String from(String text) {
        var plain = decoded(text);
        return plain.substring(start(plain));
    }

    /** As {@link #from}, each line where its author has it. */
    static String inPlace(String text) {
        var plain = decoded(text);
        var start = start(plain);
        return plain.substring(0, start).replaceAll("[^\n]", "") + plain.substring(start);
    }

    private static int start(String text) {
        var unseen = UNSEEN.matcher(text);
        var start = unseen.lookingAt() ? unseen.end() : 0;
        if (start < text.length()) {
            check(text.substring(start).lines().findFirst().orElse(""));
        }
        return start;
    }

    private static void check(String line) {
        var header = line.strip().toLowerCase(Locale.ROOT);
        if (HEADERS.contains(header.split("\\s", 2)[0])) {
            return;
        }
        var other = OTHERS.entrySet().stream()
                .filter(known -> header.startsWith(known.getKey()))
                .map(Map.Entry::getValue)
                .max((one, two) -> Integer.compare(one.length(), two.length()));
        throw USER_DATA_REFUSED.because(
                "%s",
                other.map(Header::otherwise)
                        .orElse("user_data must start with the line #cloud-config, not \"%.60s\"".formatted(line)));
    }

    private static String otherwise(String what) {
        return "user_data is " + what + "; only a #cloud-config is run";
    }

    /** What is in base64 is what it holds, when that is text. */
    private static String decoded(String text) {
        var packed = text.replaceAll("\\s", "");
        if (!BASE64.matcher(packed).matches() || packed.length() % 4 != 0) {
            return text;
        }
        var bytes = Base64.getDecoder().decode(packed);
        if (bytes[0] == 0x1f && bytes[1] == (byte) 0x8b) {
            throw USER_DATA_REFUSED.because("%s", otherwise("compressed"));
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            return text;
        }
    }
}
