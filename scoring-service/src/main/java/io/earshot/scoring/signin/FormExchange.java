package io.earshot.scoring.signin;

import org.springframework.core.io.buffer.DataBufferLimitException;
import org.springframework.http.HttpStatus;
import org.springframework.util.MultiValueMap;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.ServerWebExchangeDecorator;
import reactor.core.publisher.Mono;

/** A request to a page, whose form is refused where it can't be read: Spring has exceptions for that which would look like faults of ours. */
final class FormExchange extends ServerWebExchangeDecorator {

    private final Mono<MultiValueMap<String, String>> form;

    FormExchange(ServerWebExchange exchange) {
        super(exchange);
        // kept, so that who asks again gets the same refusal
        this.form = exchange.getFormData()
                .onErrorMap(
                        IllegalArgumentException.class,
                        e -> new ResponseStatusException(
                                HttpStatus.BAD_REQUEST,
                                "the form can't be read (expected: fields as browsers write them)",
                                e))
                .onErrorMap(
                        DataBufferLimitException.class,
                        e -> new ResponseStatusException(HttpStatus.CONTENT_TOO_LARGE, "the form is too large", e))
                .cache();
    }

    @Override
    public Mono<MultiValueMap<String, String>> getFormData() {
        return form;
    }
}
