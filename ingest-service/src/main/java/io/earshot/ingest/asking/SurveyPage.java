package io.earshot.ingest.asking;

import io.earshot.feedback.Fault;
import io.earshot.feedback.Metric;
import io.earshot.feedback.Scale;
import io.earshot.feedback.Survey;
import io.earshot.ingest.http.Problem;
import java.util.Set;

/** The survey page as it is seen: a question, thanks, or what is wrong. No script is on it. */
final class SurveyPage {

    /** Another key, another address: nothing that a customer can mend. */
    private static final Set<Integer> OF_THE_LINK = Set.of(401, 403, 404, 405);

    private static final Set<String> OF_THE_FORM = Set.of("score", "comment");

    private final String look;
    private final SurveyLink link;
    private final Speech speech;

    /** @param look the address of the style sheet */
    SurveyPage(String look, SurveyLink link, Speech speech) {
        this.look = look;
        this.link = link;
        this.speech = speech;
    }

    /** The question of the link, with the score that was chosen in the mail, if it is one of the scale. */
    String question(Survey asked) {
        Metric metric = asked.metric();
        String question = speech.say(metric.slug() + ".question");
        Html html = begin(question);
        html.open(
                "form",
                "class",
                "card",
                "method",
                "post",
                "action",
                link.toAsk().address());
        html.open("div", "class", "body");
        html.open("fieldset", "role", "radiogroup");
        html.open("legend").element("h1", question).close("legend");
        points(html, metric, asked.scale());
        html.close("fieldset");
        html.open("label", "class", "field").element("span", speech.say("comment"));
        html.open("textarea", "name", "comment", "rows", "3", "dir", "auto", "maxlength", "" + SurveyForm.MOST_COMMENT);
        html.close("textarea", "label");
        html.element("button", speech.say("send"), "class", "send");
        html.close("div", "form");
        return end(html);
    }

    /** Behind a sent answer; leads back to change it. */
    String thanks() {
        Html html = begin(speech.say("thanks"));
        html.open("div", "class", "card");
        html.element("h1", speech.say("thanks"), "class", "thanks");
        html.element("p", speech.say("saved"));
        html.open("p", "class", "change");
        html.element("a", speech.say("page.change"), "href", link.toAsk().address());
        html.close("p", "div");
        return end(html);
    }

    /** What was filled in is not lost: it is sent again with a click. */
    String tryAgain(SurveyForm form) {
        Html html = begin(speech.say("page.later"));
        html.open(
                "form",
                "class",
                "card",
                "method",
                "post",
                "action",
                link.toAsk().address());
        html.open("div", "class", "body");
        html.element("h1", speech.say("page.later"));
        html.element("p", speech.say("page.later.text"));
        hidden(html, "score", form.score());
        hidden(html, "comment", form.comment());
        html.element("button", speech.say("page.retry"), "class", "send");
        html.close("div", "form");
        return end(html);
    }

    /** Why there is no question, or no answer was taken: the link leads nowhere, or what was sent can't be saved as it is. */
    String refused(Problem problem) {
        return isOfTheLink(problem) ? gone(problem) : unsaved(problem);
    }

    private static boolean isOfTheLink(Problem problem) {
        return OF_THE_LINK.contains(problem.status())
                || problem.errors().stream().anyMatch(fault -> !OF_THE_FORM.contains(fault.field()));
    }

    private String gone(Problem problem) {
        Html html = begin(speech.say("page.gone"));
        html.open("div", "class", "card body");
        html.element("h1", speech.say("page.gone"));
        html.element("p", speech.say("page.gone.text"));
        reason(html, problem);
        html.close("div");
        return end(html);
    }

    /** Leads back to the question: what was sent would be refused again. */
    private String unsaved(Problem problem) {
        Html html = begin(speech.say("page.later"));
        html.open("div", "class", "card body");
        html.element("h1", speech.say("page.later"));
        html.element("p", speech.say("page.later.text"));
        html.open("p")
                .element("a", speech.say("page.retry"), "href", link.toAsk().address())
                .close("p");
        reason(html, problem);
        html.close("div");
        return end(html);
    }

    /** For whoever made the link, or runs the service. */
    private static void reason(Html html, Problem problem) {
        html.element("p", problem.detail(), "class", "fault", "lang", "en", "dir", "ltr");
        for (Fault fault : problem.errors()) {
            html.element("p", fault.field() + ": " + fault.message(), "class", "fault", "lang", "en", "dir", "ltr");
        }
    }

    private void points(Html html, Metric metric, Scale scale) {
        String low = speech.say(metric.slug() + ".low");
        String high = speech.say(metric.slug() + ".high");
        html.open("div", "class", "points");
        for (int value = scale.low(); value <= scale.high(); value++) {
            String shown = speech.digits(value);
            String end = value == scale.low() ? ", " + low : value == scale.high() ? ", " + high : "";
            String score = Integer.toString(value);
            html.open("label");
            html.open("input", "type", "radio", "name", "score", "value", score, "aria-label", shown + end)
                    .flag("required", true)
                    .flag("checked", score.equals(link.score()));
            html.element("span", shown).close("label");
        }
        html.close("div").open("div", "class", "ends", "aria-hidden", "true");
        html.element("span", low).element("span", high).close("div");
    }

    private static void hidden(Html html, String name, String value) {
        html.open("input", "type", "hidden", "name", name, "value", value);
    }

    private Html begin(String title) {
        Html html = new Html();
        html.open("html", "lang", speech.language(), "dir", speech.direction()).open("head");
        html.open("meta", "charset", "utf-8");
        html.open("meta", "name", "viewport", "content", "width=device-width, initial-scale=1");
        html.open("meta", "name", "color-scheme", "content", "light dark");
        html.open("meta", "name", "robots", "content", "noindex");
        html.element("title", title);
        html.open("link", "rel", "stylesheet", "href", look).close("head");
        return html.open("body", "class", "earshot page").open("main");
    }

    private static String end(Html html) {
        return html.close("main", "body", "html").toString();
    }
}
