package io.earshot.ingest.asking;

import java.text.NumberFormat;
import java.util.Locale;
import java.util.Map;

/**
 * What is said to customers in one language.
 *
 * @param language its tag, {@code sv}
 * @param words by name, in the order in which the English ones are written
 */
record Speech(String language, Map<String, String> words) {

    /** The words of that name; there always are. */
    String say(String name) {
        String text = words.get(name);
        if (text == null) {
            throw new IllegalArgumentException(name + " (expected: one of " + words.keySet() + ")");
        }
        return text;
    }

    /** Where lines begin: {@code ltr} or {@code rtl}. */
    String direction() {
        return language.equals("fa") ? "rtl" : "ltr";
    }

    /** A number in the digits of the language. */
    String digits(int number) {
        return NumberFormat.getIntegerInstance(Locale.forLanguageTag(language)).format(number);
    }
}
