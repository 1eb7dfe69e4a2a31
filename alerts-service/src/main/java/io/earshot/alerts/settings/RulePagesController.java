package io.earshot.alerts.settings;

import io.earshot.alerts.access.Caller;
import io.earshot.alerts.dryruns.DryRunDesk;
import io.earshot.alerts.problem.ProblemException;
import io.earshot.alerts.rulebooks.RuleDesk;
import io.earshot.alerts.rules.Dimension;
import io.earshot.alerts.rules.Severity;
import io.earshot.alerts.teams.Teams;
import io.earshot.feedback.Category;
import io.earshot.feedback.Feedback;
import io.earshot.feedback.Metric;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestAttribute;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.reactive.result.view.Rendering;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The pages on which people say what makes a case. */
@Controller
@RequestMapping(path = "/settings/rules", produces = MediaType.TEXT_HTML_VALUE)
final class RulePagesController {

    private static final String LIST = "/settings/rules";

    private final RuleDesk rules;
    private final DryRunDesk dryRuns;
    private final Teams teams;
    private final Answers answers;

    RulePagesController(RuleDesk rules, DryRunDesk dryRuns, Teams teams, Answers answers) {
        this.rules = rules;
        this.dryRuns = dryRuns;
        this.teams = teams;
        this.answers = answers;
    }

    /** A rule in the list. */
    record Row(String name, boolean enabled, String words, String severity, String team, String due) {

        static Row of(JsonNode rule) {
            String finer = rule.path("severities").isEmpty() ? "" : " and finer";
            return new Row(
                    rule.path("name").asString(),
                    rule.path("enabled").asBoolean(true),
                    RuleForm.words(rule.path("when")),
                    rule.path("severity").asString("") + finer,
                    rule.path("team").asString(""),
                    rule.path("due").asString(""));
        }
    }

    @GetMapping
    Mono<Rendering> list(@RequestAttribute(Caller.ATTRIBUTE) Caller caller) {
        return answers.asked(() -> rules(caller, HttpStatus.OK, null));
    }

    private Rendering rules(Caller caller, HttpStatusCode status, @Nullable String fault) {
        RuleDesk.Shown shown = rules.list(caller);
        Map<String, Object> model = new HashMap<>();
        model.put("rules", shown.json().path("rules").valueStream().map(Row::of).toList());
        model.put("tag", shown.tag());
        model.put("fault", fault == null ? "" : fault);
        return Answers.page("rules", status, model);
    }

    @GetMapping("/new")
    Mono<Rendering> blank(
            @RequestAttribute(Caller.ATTRIBUTE) Caller caller,
            @RequestParam(name = "as", required = false) @Nullable String as) {
        Map<String, String> values = "json".equals(as)
                ? Map.of("json", "{\n  \"name\": \"\",\n  \"when\": {},\n  \"severity\": \"normal\"\n}")
                : Map.of("severity", "normal", "enabled", "yes");
        return answers.asked(() -> form(caller, HttpStatus.OK, "", "", Form.of(values), true, null));
    }

    @GetMapping("/{name}")
    Mono<Rendering> edit(
            @RequestAttribute(Caller.ATTRIBUTE) Caller caller,
            @PathVariable String name,
            @RequestParam(name = "as", required = false) @Nullable String as) {
        return answers.asked(() -> {
            RuleDesk.Shown shown = rules.get(caller, name);
            boolean fits = RuleForm.fits(shown.json());
            Form form = RuleForm.of(shown.json());
            if (fits && !"json".equals(as)) {
                form.values().remove("json");
            }
            return form(caller, HttpStatus.OK, name, shown.tag(), form, fits, null);
        });
    }

    /** @param name of the rule, empty for a new one */
    private Rendering form(
            Caller caller,
            HttpStatusCode status,
            String name,
            String tag,
            Form form,
            boolean fits,
            @Nullable Object tried) {
        Map<String, Object> model = new HashMap<>();
        model.put("title", name.isEmpty() ? "New rule" : name);
        model.put("name", name);
        model.put("tag", tag);
        model.put("form", form);
        model.put("fits", fits);
        model.put("isJson", form.values().containsKey("json"));
        int conditions = Rows.shown(form, RuleForm.CONDITION, 1, RuleForm.MOST_CONDITIONS);
        int finer = Rows.shown(form, RuleForm.FINER, 0, RuleForm.MOST_FINER);
        model.put("conditions", conditions);
        model.put("isRoomForConditions", conditions < RuleForm.MOST_CONDITIONS);
        model.put("finer", finer);
        model.put("isRoomForFiner", finer < RuleForm.MOST_FINER);
        model.put("teams", teams.names(caller.store()));
        model.put("metrics", Stream.of(Metric.values()).map(Metric::slug).toList());
        model.put(
                "kinds",
                Stream.of(Feedback.Kind.values()).map(Feedback.Kind::slug).toList());
        model.put("categories", Stream.of(Category.values()).map(Category::slug).toList());
        model.put(
                "dimensions", Stream.of(Dimension.values()).map(Dimension::slug).toList());
        model.put("severities", Stream.of(Severity.values()).map(Severity::slug).toList());
        if (tried != null) {
            model.put("tried", tried);
        }
        return Answers.page("rule", status, model);
    }

    @PostMapping("/new")
    Mono<Rendering> create(@RequestAttribute(Caller.ATTRIBUTE) Caller caller, ServerWebExchange exchange) {
        return answers.sent(exchange, form -> saved(caller, "", form));
    }

    @PostMapping("/{name}")
    Mono<Rendering> replace(
            @RequestAttribute(Caller.ATTRIBUTE) Caller caller, @PathVariable String name, ServerWebExchange exchange) {
        return answers.sent(exchange, form -> saved(caller, name, form));
    }

    private Rendering saved(Caller caller, String name, Form form) {
        if (Rows.isRearranged(form)) {
            return form(caller, HttpStatus.OK, name, form.value("tag"), Rows.rearranged(form), true, null);
        }
        try {
            JsonNode rule = RuleForm.read(form);
            if (name.isEmpty()) {
                rules.create(caller, null, null, rule);
            } else {
                rules.replace(caller, form.text("tag"), name, null, rule);
            }
            return Answers.goTo(LIST);
        } catch (ProblemException e) {
            return refused(caller, name, form, e);
        }
    }

    private Rendering refused(Caller caller, String name, Form form, ProblemException problem) {
        // sent again it is of the book as it is now: who sends it has been told
        String tag = name.isEmpty() ? "" : rules.get(caller, name).tag();
        Form told = problem.status() == HttpStatus.PRECONDITION_FAILED
                ? new Form(
                        form.values(),
                        Map.of(),
                        List.of(
                                "Somebody changed the rules meanwhile. What you typed is kept: save again to put it in the place of what is there now."))
                : form.with(problem, path -> RuleForm.field(form, path));
        return form(caller, problem.status(), name, tag, told, true, null);
    }

    /** What the rule would have flagged; nothing is saved. */
    @PostMapping("/try")
    Mono<Rendering> tried(@RequestAttribute(Caller.ATTRIBUTE) Caller caller, ServerWebExchange exchange) {
        return answers.sent(exchange, form -> {
            String name = form.value("of");
            try {
                ObjectNode rule = (ObjectNode) RuleForm.read(form);
                if (rule.path("name").asString("").isEmpty()) {
                    rule.remove("name");
                }
                JsonNode result = dryRuns.run(caller, rule);
                return form(caller, HttpStatus.OK, name, form.value("tag"), form, true, Tried.of(result));
            } catch (ProblemException e) {
                Form told = form.with(e, path -> RuleForm.field(form, path));
                return form(caller, e.status(), name, form.value("tag"), told, true, null);
            }
        });
    }

    @PostMapping("/{name}/switch")
    Mono<Rendering> turn(
            @RequestAttribute(Caller.ATTRIBUTE) Caller caller, @PathVariable String name, ServerWebExchange exchange) {
        return answers.sent(exchange, form -> {
            RuleDesk.Shown shown = rules.get(caller, name);
            ObjectNode rule =
                    shown.json().deepCopy().put("enabled", form.value("enabled").equals("yes"));
            // nothing of the rule but this is changed, so the version that is there is meant
            rules.replace(caller, shown.tag(), name, null, rule);
            return Answers.goTo(LIST);
        });
    }

    @PostMapping("/{name}/delete")
    Mono<Rendering> delete(@RequestAttribute(Caller.ATTRIBUTE) Caller caller, @PathVariable String name) {
        return answers.asked(() -> {
            rules.delete(caller, null, name);
            return Answers.goTo(LIST);
        });
    }

    @PostMapping("/defaults")
    Mono<Rendering> defaults(@RequestAttribute(Caller.ATTRIBUTE) Caller caller) {
        return answers.asked(() -> {
            rules.defaults(caller, null);
            return Answers.goTo(LIST);
        });
    }
}
