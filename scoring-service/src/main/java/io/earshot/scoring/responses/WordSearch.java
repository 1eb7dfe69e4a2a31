package io.earshot.scoring.responses;

import java.text.Normalizer;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Looks for words in what customers wrote, whatever the case, the accents or the width of the letters: {@code "CAFE"} is in {@code "Cafés"}.
 * Parts of words count, for many scripts write no spaces.
 *
 * @param words as they are compared
 */
record WordSearch(List<String> words) {

    private static final Pattern SPACES = Pattern.compile("(?U)\\s+");
    private static final Pattern MARKS = Pattern.compile("\\p{M}+");

    /** The search for each of these words. */
    static WordSearch of(String text) {
        return new WordSearch(SPACES.splitAsStream(text)
                .map(word -> plain(word).strip())
                .filter(word -> !word.isEmpty())
                .distinct()
                .toList());
    }

    /** Whether each of the words is in one of the texts. */
    boolean matches(@Nullable String... texts) {
        // a line's end keeps a word from spanning two texts
        String all = plain(Stream.of(texts).filter(text -> text != null).collect(Collectors.joining("\n")));
        return words.stream().allMatch(all::contains);
    }

    private static String plain(String text) {
        String decomposed = Normalizer.normalize(text, Normalizer.Form.NFKD);
        // the Greek s at a word's end is the same letter
        return MARKS.matcher(decomposed).replaceAll("").toLowerCase(Locale.ROOT).replace('ς', 'σ');
    }
}
