package io.earshot.scoring.query;

import org.springframework.util.LinkedMultiValueMap;
import org.springframework.util.MultiValueMap;

/** Parameters as a request has them. */
final class Parameters {

    private Parameters() {}

    /** Of {@code name=value&name=value}. */
    static MultiValueMap<String, String> of(String query) {
        MultiValueMap<String, String> parameters = new LinkedMultiValueMap<>();
        for (String parameter : query.split("&")) {
            int equals = parameter.indexOf('=');
            parameters.add(parameter.substring(0, equals), parameter.substring(equals + 1));
        }
        return parameters;
    }
}
