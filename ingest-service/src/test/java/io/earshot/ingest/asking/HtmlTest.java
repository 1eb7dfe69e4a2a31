package io.earshot.ingest.asking;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class HtmlTest {

    @Test
    void letsNoTextOrValueBecomeMarkup() {
        String html = new Html()
                .open("input", "value", "\"><script>alert('x')</script>")
                .flag("checked", true)
                .flag("required", false)
                .element("p", "<b>&amp;</b>")
                .toString();

        assertThat(html)
                .isEqualTo(
                        "<!doctype html>\n<input value=\"&quot;&gt;&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;\" checked>"
                                + "<p>&lt;b&gt;&amp;amp;&lt;/b&gt;</p>\n");
    }
}
