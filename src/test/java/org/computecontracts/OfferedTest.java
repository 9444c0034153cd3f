package org.computecontracts;

import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import jakarta.inject.Named;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.computecontracts.kernel.Needs;
import org.computecontracts.kernel.Right;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.xml.sax.SAXException;

/** Walks every page: a button that takes a right is offered to those alone who have it, and so is the way to a form of it. */
class OfferedTest {
    private static final Pattern ACTION = Pattern.compile("#\\{(\\w+)\\.(\\w+)(?:\\(.*?\\))?}");

    /** Pages that are a form for one thing. */
    private static final Map<String, Right> FORMS = Map.of("/rfp", Right.BUY);

    private static final Map<String, JavaClass> BEANS = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests()).importPackages("org.computecontracts").stream()
                    .filter(type -> type.isAnnotatedWith(Named.class))
                    .collect(toMap(type -> type.getSimpleName().toLowerCase(Locale.ROOT), type -> type));

    @Test
    void buttonsAreOfferedToThoseWhoMayPressThem() throws Exception {
        var offeredToAll = new TreeSet<String>();
        var seen = 0;
        for (var page : pages()) {
            for (var element : elements(page)) {
                var needed = needed(element);
                if (needed.isPresent() && needed.get() != Right.READ) {
                    seen++;
                    if (!isKept(element, needed.get())) {
                        offeredToAll.add(page.getFileName() + ": " + element.getAttribute("action")
                                + element.getAttribute("outcome") + " takes " + needed.get());
                    }
                }
            }
        }
        assertThat(offeredToAll).isEmpty();
        assertThat(seen).isGreaterThan(20);
    }

    private static Optional<Right> needed(Element element) {
        var action = ACTION.matcher(element.getAttribute("action"));
        if (!action.matches()) {
            return Optional.ofNullable(FORMS.get(element.getAttribute("outcome")));
        }
        var bean = Optional.ofNullable(BEANS.get(action.group(1).toLowerCase(Locale.ROOT)));
        return bean.stream()
                .flatMap(type -> type.getMethods().stream())
                .filter(method -> method.getName().equals(action.group(2)))
                .flatMap(method -> method.tryGetAnnotationOfType(Needs.class).stream())
                .map(Needs::value)
                .findFirst();
    }

    /** By {@code cc:may}, or by a condition on itself or around it. */
    private static boolean isKept(Node node, Right right) {
        for (var at = node; at instanceof Element element; at = at.getParentNode()) {
            var tag = element.getTagName().equals("cc:may")
                    && element.getAttribute("right").equals(right.name());
            var condition = element.getAttribute("rendered");
            if (tag
                    || condition.startsWith("#{viewer.may('" + right + "')")
                    || condition.equals("#{viewer.offers('" + right + "')}")) {
                return true;
            }
        }
        return false;
    }

    private static List<Path> pages() throws IOException {
        try (var files = Files.walk(Path.of("src/main/webapp"))) {
            return files.filter(file -> file.toString().endsWith(".xhtml")).toList();
        }
    }

    private static List<Element> elements(Path page) throws IOException, SAXException, ParserConfigurationException {
        var all = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(page.toFile())
                .getElementsByTagName("*");
        return IntStream.range(0, all.getLength())
                .mapToObj(all::item)
                .flatMap(node -> node instanceof Element element ? Stream.of(element) : Stream.empty())
                .toList();
    }
}
