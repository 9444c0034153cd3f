package org.computecontracts.ingress;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One rule of {@code request-rules.txt} or {@code answer-rules.txt}, whose heads say what their lines mean. */
record RequestRule(String id, String words, List<String> writes, List<Outcome> outcomes) {
    private static final Pattern ESCAPE = Pattern.compile("\\\\(x[0-9a-f]{2}|[rnt0\\\\])");
    private static final Pattern TIMES = Pattern.compile("\\{(\\d+)\\*(.*?)\\}", Pattern.DOTALL);

    /** What may come of it, and what is looked for then: lines that begin with one of {@code ! + - < %}. */
    record Outcome(String kind, String more, List<String> looks) {
        static Outcome of(String text) {
            var words = text.split(" ", 2);
            return new Outcome(words[0], words.length == 1 ? "" : words[1], new ArrayList<>());
        }

        List<String> looks(char kind) {
            return looks.stream()
                    .filter(look -> look.charAt(0) == kind)
                    .map(look -> look.substring(2))
                    .toList();
        }

        boolean isServed() {
            return List.of("passes", "closes", "twice", "first").contains(kind);
        }

        boolean fits(int status) {
            return switch (kind) {
                case "refused", "broken", "answers" ->
                    List.of(more.split(" ", -1)).contains(status == RawAnswer.ENDED ? "end" : "" + status);
                case "unfinished" ->
                    List.of(RawAnswer.SILENCE, RawAnswer.ENDED, 400, 408).contains(status);
                default -> status == 200;
            };
        }
    }

    /** What stands for what, for one visit of one host. */
    record Visit(String host, String authority, String path) {
        String inner() {
            return "GET " + path + "/inner HTTP/1.1\r\nHost: " + authority + "\r\n\r\n";
        }

        String fill(String text) {
            var head = path + " HTTP/1.1\r\nHost: " + authority + "\r\n";
            var filled = RequestRule.unescape(text)
                    .replace("{chunked}", "{post}Transfer-Encoding: chunked\r\n\r\n")
                    .replace("{get}", "GET " + head)
                    .replace("{post}", "POST " + head)
                    .replace("{inner}", inner())
                    .replace("{again}", inner().replace("/inner", "/again"))
                    .replace("{hex}", Integer.toHexString(inner().length()))
                    .replace("{host}", authority)
                    .replace("{name}", host)
                    .replace("{path}", path);
            return TIMES.matcher(filled)
                    .replaceAll(
                            times -> Matcher.quoteReplacement(times.group(2).repeat(Integer.parseInt(times.group(1)))));
        }

        /** The bytes of each write. */
        List<String> writes(RequestRule rule) {
            return rule.writes.stream().map(this::fill).map(Visit::measured).toList();
        }

        static String measured(String bytes) {
            var end = bytes.indexOf("\r\n\r\n");
            return bytes.replace("{length}", "" + (bytes.length() - end - 4));
        }
    }

    @Override
    public String toString() {
        return id + ": " + words;
    }

    static String unescape(String text) {
        return ESCAPE.matcher(text)
                .replaceAll(escape -> Matcher.quoteReplacement(
                        switch (escape.group(1).charAt(0)) {
                            case 'r' -> "\r";
                            case 'n' -> "\n";
                            case 't' -> "\t";
                            case '0' -> "\0";
                            case 'x' ->
                                "" + (char) Integer.parseInt(escape.group(1).substring(1), 16);
                            default -> "\\";
                        }));
    }

    static List<RequestRule> all(String file) {
        var rules = new ArrayList<RequestRule>();
        for (var line : lines(file)) {
            if (line.isBlank() || line.startsWith("#")) {
                continue;
            }
            if (!line.startsWith("  ")) {
                var words = line.split(" +", 2);
                rules.add(new RequestRule(words[0], words[1], new ArrayList<>(List.of("")), new ArrayList<>()));
            } else {
                rules.getLast().add(line.charAt(2), line.substring(Math.min(line.length(), 4)));
            }
        }
        return rules;
    }

    private void add(char kind, String text) {
        switch (kind) {
            case '>' -> writes.set(writes.size() - 1, writes.getLast() + text);
            case '~' -> writes.add("");
            case '=' -> outcomes.add(Outcome.of(text));
            default -> outcomes.getLast().looks.add(kind + " " + text);
        }
    }

    private static List<String> lines(String file) {
        try (var in = RequestRule.class.getResourceAsStream(file)) {
            if (in == null) {
                throw new IllegalStateException(file + " is not there");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
