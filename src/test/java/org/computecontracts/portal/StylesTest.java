package org.computecontracts.portal;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.computecontracts.portal.PageFiles.ALL;
import static org.computecontracts.portal.PageFiles.EXPRESSION;
import static org.computecontracts.portal.PageFiles.beans;
import static org.computecontracts.portal.PageFiles.files;
import static org.computecontracts.portal.PageFiles.found;
import static org.computecontracts.portal.PageFiles.text;
import static org.computecontracts.portal.PageFiles.words;

import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Styles have a line for each declaration, and none that nothing on a page asks for. */
class StylesTest {
    private static final Pattern CLASSES = Pattern.compile("(?:\\sclass|styleClass)=\"([^\"]*)\"");
    private static final Pattern WORD = Pattern.compile("['\"]([a-z][\\w -]*)['\"]");

    private static final String STYLES = text(files("resources", ".css")).replaceAll("(?s)/\\*.*?\\*/", "");

    @Test
    void aLineOfStyleHoldsOneDeclaration() {
        assertThat(STYLES.lines().filter(line -> line.indexOf(';') < line.lastIndexOf(';')))
                .isEmpty();
    }

    /** The classes of PrimeFaces are its own; those of ours that a bean or a script names are there as words. */
    @Test
    void everyClassIsStyledAndUsed() {
        var styled = found(Pattern.compile("\\.([A-Za-z][\\w-]*)"), selectors());
        styled.removeIf(name -> name.startsWith("ui-"));
        var written = words(CLASSES, EXPRESSION.matcher(ALL).replaceAll(" "));
        var named = words(WORD, text(files("resources", ".js")) + text(beans()) + ALL);

        assertThat(styled).containsAll(written);
        named.addAll(written);
        assertThat(named).containsAll(styled);
    }

    @Test
    void everyTokenIsSetAndUsed() {
        assertThat(found(Pattern.compile("var\\((--[\\w-]+)\\)"), STYLES))
                .isEqualTo(found(Pattern.compile("(--[\\w-]+):"), STYLES));
    }

    private static String selectors() {
        return Pattern.compile("([^{};]+)\\{")
                .matcher(STYLES)
                .results()
                .map(match -> match.group(1))
                .collect(joining(" "));
    }
}
