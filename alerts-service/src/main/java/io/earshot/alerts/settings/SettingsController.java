package io.earshot.alerts.settings;

import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.reactive.result.view.Rendering;

/** {@code GET /settings}: begins with the rules. */
@Controller
final class SettingsController {

    @GetMapping("/settings")
    Rendering settings() {
        return Answers.goTo("/settings/rules");
    }
}
