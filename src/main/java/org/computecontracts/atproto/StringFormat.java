package org.computecontracts.atproto;

import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** What the string formats of the lexicon language allow (AT Protocol, Lexicon, String Formats). */
public enum StringFormat {
    AT_IDENTIFIER {
        @Override
        public boolean accepts(String text) {
            return Did.isValid(text) || Handle.isValid(text);
        }
    },
    AT_URI {
        @Override
        public boolean accepts(String text) {
            if (text.length() > MAX_URI || !text.startsWith("at://")) {
                return false;
            }
            var parts = List.of(text.substring("at://".length()).split("/", -1));
            return parts.size() <= 3
                    && AT_IDENTIFIER.accepts(parts.get(0))
                    && (parts.size() < 2 || Nsid.isValid(parts.get(1)))
                    && (parts.size() < 3 || RecordKey.isValid(parts.get(2)));
        }
    },
    /** Any multibase but CIDv0: wider than {@link Cid}, which knows the forms in use for records and blobs. */
    CID {
        private static final Pattern SYNTAX = Pattern.compile("(?!Qm)[a-zA-Z0-9+=]{8,256}");

        @Override
        public boolean accepts(String text) {
            return SYNTAX.matcher(text).matches();
        }
    },
    DATETIME {
        private static final Pattern SYNTAX = Pattern.compile("([0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2})"
                + "(\\.[0-9]{1,20})?(Z|[+-][0-9]{2}:[0-9]{2})");

        @Override
        public boolean accepts(String text) {
            var match = SYNTAX.matcher(text);
            if (!match.matches() || text.endsWith("-00:00")) {
                return false;
            }
            try {
                var utc = OffsetDateTime.parse(match.group(1) + match.group(3)).withOffsetSameInstant(ZoneOffset.UTC);
                return utc.getYear() >= 0;
            } catch (DateTimeException e) {
                return false;
            }
        }
    },
    DID {
        @Override
        public boolean accepts(String text) {
            return Did.isValid(text);
        }
    },
    HANDLE {
        @Override
        public boolean accepts(String text) {
            return Handle.isValid(text);
        }
    },
    LANGUAGE {
        private static final Pattern SYNTAX =
                Pattern.compile("(([a-z]{2,3})(-[a-zA-Z0-9]{1,8})*)|([iIxX](-[a-zA-Z0-9]{1,8})+)");
        private static final Pattern VARIANT = Pattern.compile("[a-z0-9]{5,8}|[0-9][a-z0-9]{3}");

        @Override
        public boolean accepts(String text) {
            return text.length() <= MAX_LANGUAGE && SYNTAX.matcher(text).matches() && !repeats(text);
        }

        /** RFC 5646 section 2.2.9: no variant and no extension singleton twice. */
        private static boolean repeats(String tag) {
            var seen = new HashSet<String>();
            var extended = false;
            for (var part : List.of(tag.toLowerCase(Locale.ROOT).split("-", -1))) {
                if (part.equals("x")) {
                    return false;
                }
                extended |= part.length() == 1;
                var counts = part.length() == 1
                        || (!extended && VARIANT.matcher(part).matches());
                if (counts && !seen.add(part)) {
                    return true;
                }
            }
            return false;
        }
    },
    NSID {
        @Override
        public boolean accepts(String text) {
            return Nsid.isValid(text);
        }
    },
    RECORD_KEY {
        @Override
        public boolean accepts(String text) {
            return RecordKey.isValid(text);
        }
    },
    TID {
        @Override
        public boolean accepts(String text) {
            return Tid.isValid(text);
        }
    },
    URI {
        private static final Pattern SYNTAX = Pattern.compile("[a-z][a-z.-]{0,80}:[!-~]+");

        @Override
        public boolean accepts(String text) {
            return text.length() <= MAX_URI && SYNTAX.matcher(text).matches();
        }
    };

    private static final int MAX_URI = 8192;
    private static final int MAX_LANGUAGE = 128;

    public abstract boolean accepts(String text);

    /** By its name in a lexicon, such as {@code at-uri}. */
    public static Optional<StringFormat> named(String name) {
        for (var format : values()) {
            if (format.lexiconName().equals(name)) {
                return Optional.of(format);
            }
        }
        return Optional.empty();
    }

    public String lexiconName() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
