package io.earshot.kubernetes;

import io.fabric8.kubernetes.api.model.LabelSelector;
import io.fabric8.kubernetes.api.model.LabelSelectorRequirement;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import java.util.Map;

/** Which pods a selector means. */
final class Labels {

    private Labels() {}

    static boolean select(LabelSelector selector, PodTemplateSpec pod) {
        Map<String, String> labels = pod.getMetadata().getLabels();
        return select(selector.getMatchLabels(), pod)
                && selector.getMatchExpressions().stream().allMatch(expression -> holds(expression, labels));
    }

    static boolean select(Map<String, String> selector, PodTemplateSpec pod) {
        return selector == null || pod.getMetadata().getLabels().entrySet().containsAll(selector.entrySet());
    }

    private static boolean holds(LabelSelectorRequirement expression, Map<String, String> labels) {
        if (!expression.getOperator().equals("In")) {
            throw new AssertionError(expression + " (expected: the operator In)");
        }
        return expression.getValues().contains(labels.get(expression.getKey()));
    }
}
