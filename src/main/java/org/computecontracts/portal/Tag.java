package org.computecontracts.portal;

/** A short word with its tone and sign: meaning is never the colour alone. */
public record Tag(String tone, String sign, String word) {
    public static Tag good(String word) {
        return new Tag("good", "✓", word);
    }

    public static Tag bad(String word) {
        return new Tag("bad", "✕", word);
    }

    public static Tag plain(String word) {
        return new Tag("plain", "○", word);
    }

    /** Of what is right or wrong. */
    public static Tag check(boolean holds, String yes, String no) {
        return holds ? good(yes) : bad(no);
    }
}
