package org.computecontracts.portal;

import static java.util.stream.Collectors.toCollection;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.computecontracts.portal.PageFiles.ALL;
import static org.computecontracts.portal.PageFiles.EXPRESSION;
import static org.computecontracts.portal.PageFiles.PAGES;
import static org.computecontracts.portal.PageFiles.ROOT;
import static org.computecontracts.portal.PageFiles.beans;
import static org.computecontracts.portal.PageFiles.files;
import static org.computecontracts.portal.PageFiles.found;
import static org.computecontracts.portal.PageFiles.lines;
import static org.computecontracts.portal.PageFiles.text;
import static org.computecontracts.portal.PageFiles.words;

import java.io.IOException;
import java.io.StringReader;
import java.lang.reflect.Field;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.xml.sax.InputSource;

/** Pages read like the code: a line for each element, words from a bean, and nothing that nobody uses or that leads nowhere. */
class PagesTest {
    private static final int LONGEST = 160;

    private static final Pattern NAME = Pattern.compile("(?<![\\w.])([a-zA-Z]\\w*)");
    private static final Set<String> LANGUAGE = Set.of(
            "empty",
            "not",
            "and",
            "or",
            "eq",
            "ne",
            "lt",
            "gt",
            "ge",
            "null",
            "true",
            "false",
            "requestScope",
            "resource");
    private static final Pattern QUOTED = Pattern.compile("'[^']*'");
    private static final Pattern BLOCK = Pattern.compile(
            "<(?:section|div|p|ul|ol|li|dl|dt|dd|table|tr|td|th|h1|h2|form|h:form|cc:card|cc:field)[\\s>]");

    @Test
    void noLineIsLong() {
        var all = Stream.of(PAGES, files("", ".xml"), files("resources", ".css"), files("resources", ".js"))
                .flatMap(List::stream);

        assertThat(all.flatMap(file -> lines(file).filter(line -> line.length() > LONGEST)))
                .isEmpty();
    }

    @Test
    void aLineHoldsOneElement() {
        var crowded = PAGES.stream()
                .flatMap(PageFiles::lines)
                .filter(line -> BLOCK.matcher(line).results().count() > 1);

        assertThat(crowded).isEmpty();
    }

    @Test
    void everyPageIsWellFormed() {
        for (var file :
                Stream.concat(PAGES.stream(), files("", ".xml").stream()).toList()) {
            assertThatCode(() -> parser().parse(file.toFile())).as("%s", file).doesNotThrowAnyException();
        }
    }

    /** What more there is to decide is said by a bean, where a test can ask it. */
    @Test
    void expressionsAskOneThing() {
        var expressions =
                found(EXPRESSION, ALL).stream().map(said -> QUOTED.matcher(said).replaceAll("''"));

        assertThat(expressions.filter(said -> said.matches(".*(\\?.*\\?|concat\\(|(\\b(and|or)\\b.*){2}).*")))
                .isEmpty();
    }

    /** What nobody has the name of is empty on the page, and nothing says so. */
    @Test
    void everyNameIsThatOfABeanOrOfTheTag() {
        var asked = new TreeSet<String>();
        for (var said : found(EXPRESSION, ALL)) {
            asked.addAll(found(NAME, QUOTED.matcher(said).replaceAll("''")));
        }
        asked.removeAll(LANGUAGE);
        var known = found(Pattern.compile("(?:\\bvar|varStatus|<ui:param\\s+name)=\"(\\w+)\""), ALL);
        Pattern.compile("<cc:\\w+((?:\\s+\\w+=\"[^\"]*\")+)")
                .matcher(ALL)
                .results()
                .forEach(tag -> known.addAll(found(Pattern.compile("\\s(\\w+)=\""), tag.group(1))));
        beans().stream()
                .filter(file -> text(List.of(file)).contains("\n@Named\n"))
                .forEach(file -> known.add(name(file)));

        assertThat(known).containsAll(asked);
    }

    private static String name(Path bean) {
        var type = bean.getFileName().toString().replace(".java", "");
        return type.substring(0, 1).toLowerCase(Locale.ROOT) + type.substring(1);
    }

    @Test
    void everyTagIsDeclaredAndUsed() {
        var library = text(List.of(ROOT.resolve("WEB-INF/portal.taglib.xml")));
        var files = files("WEB-INF/tags", ".xhtml").stream()
                .map(file -> "tags/" + file.getFileName())
                .collect(toCollection(TreeSet::new));
        var declared = found(Pattern.compile("<tag-name>(\\w+)</tag-name>"), library);

        assertThat(found(Pattern.compile("<source>([^<]+)</source>"), library)).isEqualTo(files);
        assertThat(found(Pattern.compile("<cc:(\\w+)"), ALL)).isEqualTo(declared);
    }

    @Test
    void everyPartAndTemplateIsUsed() {
        var used = found(Pattern.compile("(?:template|src)=\"/(WEB-INF/[^\"]+)\""), ALL);
        var there = Stream.of(files("WEB-INF/parts", ".xhtml"), files("WEB-INF/templates", ".xhtml"))
                .flatMap(List::stream)
                .map(file -> ROOT.relativize(file).toString())
                .collect(toCollection(TreeSet::new));

        assertThat(used).isEqualTo(there);
    }

    /** On the page itself, or in what every page has around it; what a tag refers to it is told by the page. */
    @Test
    void everyReferenceLeadsSomewhere() {
        var around = ids(text(files("WEB-INF/templates", ".xhtml")));
        var pages = PAGES.stream().filter(page -> !page.startsWith(ROOT.resolve("WEB-INF/tags")));
        for (var page : pages.toList()) {
            var text = text(List.of(page));
            var there = ids(text);
            there.addAll(around);

            assertThat(there).as("%s", page).containsAll(references(text));
        }
    }

    /** They take the place of sentences that Faces has, each under the name that Faces looks it up by. */
    @Test
    void everyMessageIsOneOfFaces() throws IOException, ReflectiveOperationException {
        var messages = new Properties();
        try (var in = PagesTest.class.getResourceAsStream("/messages/Faces.properties")) {
            messages.load(in);
        }
        for (var key : messages.stringPropertyNames()) {
            var id = key.replaceFirst("_detail$", "");
            var type = Class.forName(id.substring(0, id.lastIndexOf('.')).replace(".converter.", ".convert."));

            assertThat(Stream.of(type.getFields()).map(PagesTest::constant)).contains(id);
        }
    }

    private static Object constant(Field field) {
        try {
            return field.getType() == String.class ? String.valueOf(field.get(null)) : "";
        } catch (IllegalAccessException e) {
            throw new AssertionError(e);
        }
    }

    /** A field of ours brings a place for its hint and one for its problem. */
    private static Set<String> ids(String text) {
        var ids = found(Pattern.compile("\\sid=\"([^\"]+)\""), text);
        found(Pattern.compile("<cc:rfpField\\s+for=\"([^\"]+)\""), text).forEach(ids::add);
        if (text.contains("<cc:arrivals")) {
            ids.add("arrivals");
        }
        found(Pattern.compile("<cc:(?:field|rfpField)\\s+for=\"([^\"]+)\"[^>]*\\shint="), text)
                .forEach(field -> ids.add(field + "-hint"));
        found(Pattern.compile("<cc:(?:field|rfpField)\\s+for=\"([^\"]+)\""), text)
                .forEach(field -> ids.add(field + "Problem"));
        return ids;
    }

    private static Set<String> references(String text) {
        var references = words(
                Pattern.compile("\\s(?:for|aria-labelledby|(?:pt:)?aria-describedby|update|process|data-open-dialog)="
                        + "\"([^\"]+)\""),
                text);
        references.addAll(found(Pattern.compile("href=\"#([^{\"]+)\""), text));
        references.removeIf(reference -> reference.startsWith("@"));
        return references;
    }

    private static DocumentBuilder parser() throws Exception {
        var factory = DocumentBuilderFactory.newInstance();
        factory.setNamespaceAware(true);
        var parser = factory.newDocumentBuilder();
        parser.setErrorHandler(null);
        parser.setEntityResolver((name, address) -> new InputSource(new StringReader("")));
        return parser;
    }
}
