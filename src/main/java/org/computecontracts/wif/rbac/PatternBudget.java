package org.computecontracts.wif.rbac;

import com.networknt.schema.regex.RegularExpression;
import com.networknt.schema.regex.RegularExpressionFactory;
import java.util.regex.Pattern;

/** A stranger's regular expressions that give up together, instead of backtracking for ever. */
final class PatternBudget implements RegularExpressionFactory {
    private int steps = 2_000_000;

    @Override
    public RegularExpression getRegularExpression(String regex) {
        var pattern = Pattern.compile(anchored(regex));
        return text -> pattern.matcher(new Counted(text)).find();
    }

    /** In JSON Schema {@code $} is the very end; in Java it is also the place before a last newline. */
    private static String anchored(String regex) {
        var out = new StringBuilder();
        var inClass = false;
        for (var i = 0; i < regex.length(); i++) {
            var c = regex.charAt(i);
            if (c == '\\' && i + 1 < regex.length()) {
                out.append(c).append(regex.charAt(++i));
                continue;
            }
            inClass = inClass ? c != ']' : c == '[';
            out.append(c == '$' && !inClass ? "\\z" : String.valueOf(c));
        }
        return out.toString();
    }

    private void spend() {
        if (--steps < 0) {
            throw new IllegalStateException("its patterns take too long");
        }
    }

    /** Pays for each of its characters that is looked at. */
    private final class Counted implements CharSequence {
        private final CharSequence text;

        Counted(CharSequence text) {
            this.text = text;
        }

        @Override
        public char charAt(int index) {
            spend();
            return text.charAt(index);
        }

        @Override
        public int length() {
            return text.length();
        }

        @Override
        public CharSequence subSequence(int start, int end) {
            return new Counted(text.subSequence(start, end));
        }

        @Override
        public String toString() {
            return text.toString();
        }
    }
}
