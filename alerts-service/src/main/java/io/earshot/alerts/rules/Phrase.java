package io.earshot.alerts.rules;

import static java.lang.Character.UnicodeScript.ARABIC;
import static java.lang.Character.UnicodeScript.BALINESE;
import static java.lang.Character.UnicodeScript.BOPOMOFO;
import static java.lang.Character.UnicodeScript.HAN;
import static java.lang.Character.UnicodeScript.HEBREW;
import static java.lang.Character.UnicodeScript.HIRAGANA;
import static java.lang.Character.UnicodeScript.INHERITED;
import static java.lang.Character.UnicodeScript.JAVANESE;
import static java.lang.Character.UnicodeScript.KATAKANA;
import static java.lang.Character.UnicodeScript.KHMER;
import static java.lang.Character.UnicodeScript.LAO;
import static java.lang.Character.UnicodeScript.MYANMAR;
import static java.lang.Character.UnicodeScript.NEW_TAI_LUE;
import static java.lang.Character.UnicodeScript.TAI_LE;
import static java.lang.Character.UnicodeScript.TAI_THAM;
import static java.lang.Character.UnicodeScript.TAI_VIET;
import static java.lang.Character.UnicodeScript.THAI;
import static java.lang.Character.UnicodeScript.TIBETAN;
import static java.lang.Character.UnicodeScript.YI;

import java.lang.Character.UnicodeScript;
import java.text.Normalizer;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A word, or several in a row, to be found in what customers write: as a whole, whatever the case and the accents. In scripts that put no
 * spaces between words it is found inside of a longer run as well; nothing there says where a word ends.
 */
public final class Phrase {

    /** Stands between texts that are folded one by one: no phrase goes across, since folding leaves no other white space than spaces. */
    static final char BREAK = '\n';

    private static final Set<UnicodeScript> UNSPACED = EnumSet.of(
            HAN,
            HIRAGANA,
            KATAKANA,
            BOPOMOFO,
            THAI,
            LAO,
            KHMER,
            MYANMAR,
            TIBETAN,
            YI,
            JAVANESE,
            BALINESE,
            TAI_LE,
            NEW_TAI_LUE,
            TAI_THAM,
            TAI_VIET);

    /** Scripts whose marks may be left out in writing; elsewhere a mark is a vowel and makes another word. */
    private static final Set<UnicodeScript> MARKS_OPTIONAL = EnumSet.of(INHERITED, ARABIC, HEBREW);

    private static final int VOICED = 0x3099;
    private static final int SEMI_VOICED = 0x309A;
    private static final int LONG_VOWEL = 0x30FC;
    private static final int TATWEEL = 0x0640;

    private final String written;
    private final String folded;

    private Phrase(String written, String folded) {
        this.written = written;
        this.folded = folded;
    }

    /** The phrase as somebody wrote it; empty if there is nothing in it to look for. */
    public static Optional<Phrase> of(String written) {
        String folded = folded(written).strip();
        return folded.isEmpty() ? Optional.empty() : Optional.of(new Phrase(written, folded));
    }

    public String written() {
        return written;
    }

    /** Whether a folded text has it. */
    boolean isIn(String text) {
        for (int at = text.indexOf(folded); at >= 0; at = text.indexOf(folded, at + 1)) {
            if (isBoundary(text, at) && isBoundary(text, at + folded.length())) {
                return true;
            }
        }
        return false;
    }

    private static boolean isBoundary(String text, int at) {
        if (at == 0 || at == text.length()) {
            return true;
        }
        int before = text.codePointBefore(at);
        int after = text.codePointAt(at);
        if (isMark(after)) {
            return false;
        }
        return !isPartOfWord(before) || !isPartOfWord(after) || isUnspaced(before) || isUnspaced(after);
    }

    private static boolean isPartOfWord(int character) {
        return Character.isLetterOrDigit(character) || isMark(character);
    }

    private static boolean isUnspaced(int character) {
        return character == LONG_VOWEL || UNSPACED.contains(UnicodeScript.of(character));
    }

    /**
     * A text in the form in which texts are compared: compatibility forms, case, accents and the marks that many leave out are gone, white
     * space is one space.
     */
    static String folded(@Nullable String text) {
        if (text == null || text.isEmpty()) {
            return "";
        }
        String bare = bare(Normalizer.normalize(text, Normalizer.Form.NFKD));
        StringBuilder folded = new StringBuilder(bare.length());
        // ẞ is ß in lower case, ß is SS in upper case
        bare.toLowerCase(Locale.ROOT)
                .toUpperCase(Locale.ROOT)
                .codePoints()
                .map(Character::toLowerCase)
                .forEach(character -> append(folded, character));
        return Normalizer.normalize(folded, Normalizer.Form.NFC);
    }

    private static String bare(String decomposed) {
        StringBuilder bare = new StringBuilder(decomposed.length());
        decomposed
                .codePoints()
                .filter(character -> !isLeftOut(character))
                .map(character -> isSpace(character) ? ' ' : character)
                .filter(character -> character != ' ' || bare.isEmpty() || bare.charAt(bare.length() - 1) != ' ')
                .forEach(bare::appendCodePoint);
        return bare.toString();
    }

    private static boolean isLeftOut(int character) {
        int type = Character.getType(character);
        if (type == Character.NON_SPACING_MARK || type == Character.ENCLOSING_MARK) {
            // が is not か
            return character != VOICED
                    && character != SEMI_VOICED
                    && (character < 0x0500 || MARKS_OPTIONAL.contains(UnicodeScript.of(character)));
        }
        return type == Character.FORMAT || character == TATWEEL;
    }

    private static boolean isSpace(int character) {
        return Character.isWhitespace(character)
                || Character.isSpaceChar(character)
                || Character.isISOControl(character);
    }

    private static boolean isMark(int character) {
        int type = Character.getType(character);
        return type == Character.NON_SPACING_MARK || type == Character.COMBINING_SPACING_MARK;
    }

    private static void append(StringBuilder folded, int character) {
        switch (character) {
            case 'æ' -> folded.append("ae");
            case 'œ' -> folded.append("oe");
            default -> folded.appendCodePoint(usual(character));
        }
    }

    /** Of letters and digits that keyboards offer twice, the one that is meant; of letters with a stroke, which is no mark of its own, the bare one. */
    private static int usual(int character) {
        return switch (character) {
            case 'ø' -> 'o';
            case 'đ' -> 'd';
            case 'ł' -> 'l';
            case 'ħ' -> 'h';
            // Arabic kaf and yeh, typed for the Persian ones and the other way round
            case 'ك' -> 'ک';
            case 'ي', 'ى' -> 'ی';
            case '’', '‘', 'ʼ' -> '\'';
            case '‐', '‑' -> '-';
            default -> Character.isDigit(character) ? '0' + Character.digit(character, 10) : character;
        };
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Phrase phrase && phrase.written.equals(written);
    }

    @Override
    public int hashCode() {
        return Objects.hash(written);
    }

    @Override
    public String toString() {
        return written;
    }
}
