package io.earshot.ingest.asking;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Locale.LanguageRange;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Every language there is, English first. */
final class Speeches {

    private static final List<String> LANGUAGES = List.of("en", "zh", "sv", "fa", "de", "fr", "es", "pt", "ja");

    private final Map<String, Speech> byLanguage = new LinkedHashMap<>();

    /**
     * @throws IllegalStateException if a language does not have exactly the words that English has
     */
    Speeches() {
        for (String language : LANGUAGES) {
            Speech speech = new Speech(language, words(Resources.read("/asking/texts/" + language + ".properties")));
            byLanguage.put(language, speech);
            if (!List.copyOf(speech.words().keySet())
                    .equals(List.copyOf(english().words().keySet()))) {
                throw new IllegalStateException("texts/" + language + ".properties has other names, or another order,"
                        + " than those in English");
            }
        }
    }

    List<Speech> all() {
        return List.copyOf(byLanguage.values());
    }

    /**
     * The speech for a customer.
     *
     * @param locale what the link says, {@code sv-SE}; wins if there is such a language
     * @param accepted the browser's {@code Accept-Language}
     */
    Speech choose(@Nullable String locale, @Nullable String accepted) {
        Speech wanted = locale == null ? null : byLanguage.get(language(locale));
        if (wanted != null) {
            return wanted;
        }
        for (LanguageRange range : ranges(accepted)) {
            Speech understood = byLanguage.get(language(range.getRange()));
            if (understood != null && range.getWeight() > 0) {
                return understood;
            }
        }
        return english();
    }

    private Speech english() {
        return byLanguage.get("en");
    }

    private static List<LanguageRange> ranges(@Nullable String accepted) {
        try {
            return accepted == null ? List.of() : LanguageRange.parse(accepted);
        } catch (IllegalArgumentException e) {
            return List.of();
        }
    }

    private static String language(String tag) {
        return tag.toLowerCase(Locale.ROOT).split("[-_]", 2)[0];
    }

    /** Not java.util.Properties: that one forgets the order, by which the script knows a text. */
    private static Map<String, String> words(String file) {
        Map<String, String> words = new LinkedHashMap<>();
        file.lines().filter(line -> !line.isBlank()).forEach(line -> {
            int equals = line.indexOf('=');
            words.put(line.substring(0, equals), line.substring(equals + 1));
        });
        return words;
    }
}
