package io.earshot.alerts.signin;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.earshot.access.KeyRing;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.io.Resource;
import org.springframework.http.CacheControl;
import org.springframework.web.reactive.config.ResourceHandlerRegistry;
import org.springframework.web.reactive.config.WebFluxConfigurer;

/**
 * Serves the files of pages: {@code /look} is the look that all services share, {@code /assets} are the styles and scripts of this service's own
 * pages, {@code /webjars} the libraries.
 */
@Configuration(proxyBeanMethods = false)
class PageFiles implements WebFluxConfigurer {

    private static final List<String> LIBRARIES = List.of("htmx.org");
    private static final Duration YEAR = Duration.ofDays(365);

    private final Map<Resource, String> tags = new ConcurrentHashMap<>();

    @Bean
    static WebJars webJars() {
        return new WebJars(LIBRARIES);
    }

    @Override
    public void addResourceHandlers(ResourceHandlerRegistry registry) {
        own(registry, "look");
        own(registry, "assets");
        registry.addResourceHandler("/webjars/**")
                .addResourceLocations("classpath:/META-INF/resources/webjars/")
                .setCacheControl(CacheControl.maxAge(YEAR).cachePublic().immutable());
    }

    /** Asked for again each time, and answered with 304: the path names no version, and the time of a file in a jar says nothing. */
    private void own(ResourceHandlerRegistry registry, String folder) {
        registry.addResourceHandler("/" + folder + "/**")
                .addResourceLocations("classpath:/" + folder + "/")
                .setCacheControl(CacheControl.noCache())
                .setUseLastModified(false)
                .setEtagGenerator(resource -> tags.computeIfAbsent(resource, PageFiles::tag));
    }

    private static String tag(Resource resource) {
        try {
            return '"' + KeyRing.hash(resource.getContentAsString(UTF_8)) + '"';
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
