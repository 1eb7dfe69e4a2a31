package io.earshot.alerts.rules;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PhraseTest {

    @ParameterizedTest
    @CsvSource({
        // English
        "late, The parcel came late.",
        "LATE, late",
        "late, LATE!",
        "not working, 'It is not\n  working at all'",
        "don't, I don’t want it",
        "e-mail, no E‑MAIL came",
        // Swedish
        "försenad, Paketet är FÖRSENAD",
        "forsenad, Paketet är försenad",
        "försenad, Paketet ar forsenad",
        "ångerrätt, 'Hur är det med A\u030Angerra\u0308tt?'",
        // German
        "straße, In der STRASSE",
        "strasse, Die Straße war gesperrt",
        "straße, STRAẞE",
        "übel, Das ist ja UBEL",
        "rückgabe, Rückgabe unmöglich",
        // French, Turkish, Greek, Polish, Russian, Vietnamese
        "attente, L'attente était longue",
        "coeur, J'ai mal au cœur",
        "œuvre, CHEF D’OEUVRE",
        "slaby, słaby produkt",
        "don hang, ĐƠN HÀNG",
        "køb, mit kob",
        "ete, été",
        "ılık, ILIK",
        "istanbul, İSTANBUL",
        "οδός, ΟΔΟΣ",
        "ёлка, ЕЛКА",
        "chậm, giao hàng cham",
        // Arabic and Persian: other keyboards, short vowels, joiners, stretched letters
        "شکایت, من شكايت دارم",
        "خراب, محصول خَراب بود",
        "می‌خواهم, نمیدانم چه میخواهم",
        "خیلی, خــیلی بد",
        "علي, على الطاولة علی",
        // Hebrew with and without points
        "שלום, שָׁלוֹם",
        // Hindi: the vowels are marks that count
        "देर, बहुत देर हुई",
        // Chinese
        "太慢, 送货太慢了",
        "退款, 我要退款！",
        "iphone, 我的iPhone坏了",
        // Japanese
        "遅い, 配送が遅いです",
        "ひどい, これはひどいサービスだ",
        "サービス, 最悪なサービスでした",
        "ｻｰﾋﾞｽ, 最悪なサービスでした",
        "センター, コールセンターに電話",
        "か\u3099, どこが",
        // Thai, Lao, Khmer, Burmese
        "ช้า, ส่งของช้ามาก",
        "คืนเงิน, ฉันต้องการคืนเงินค่ะ",
        "ຊ້າ, ສົ່ງຊ້າຫຼາຍ",
        "យឺត, ដឹកជញ្ជូនយឺតណាស់",
        "နောက်ကျ, ပစ္စည်းနောက်ကျတယ်",
        // Korean puts spaces, but is written in syllables
        "환불, 환불 해주세요",
        // forms of a letter, digits, signs
        "ﬁne, it was fine",
        "404, Error 404.",
        "404, خطای ۴۰۴",
        "٤٠٤, خطای ۴۰۴",
        "😡, so 😡😡",
        "c++, wrong c++ book"
    })
    void findsAWord(String word, String text) {
        assertThat(found(word, text)).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "late, I ate a chocolate",
        "late, later",
        "late, translated",
        "sen, försenad",
        "ar, där",
        "übel, Kübel",
        "شک, شکایت",
        "환불, 환불해주세요",
        "देर, देरी",
        "दर, देर",
        "not working, not really working",
        "40, Error 404",
        // another letter, not an accent
        "か, どこが",
        // a letter without its vowel is no part of a Thai word
        "ด, ดี",
        "太快, 送货太慢了"
    })
    void takesNoPartOfAWordForIt(String word, String text) {
        assertThat(found(word, text)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "  ", "\u0301", "\u200D"})
    void isNotThereWithoutALetterOrSign(String text) {
        assertThat(Phrase.of(text)).isEmpty();
    }

    @Test
    void goesNotAcrossTexts() {
        String two = Phrase.folded("not") + Phrase.BREAK + Phrase.folded("working");

        assertThat(Phrase.of("not working").orElseThrow().isIn(two)).isFalse();
        assertThat(Phrase.of("working").orElseThrow().isIn(two)).isTrue();
    }

    private static boolean found(String word, String text) {
        return Phrase.of(word).orElseThrow().isIn(Phrase.folded(text));
    }
}
