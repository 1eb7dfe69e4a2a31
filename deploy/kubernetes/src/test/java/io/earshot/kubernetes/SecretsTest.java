package io.earshot.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Secret;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class SecretsTest {

    @ParameterizedTest
    @ValueSource(strings = {"overlays/small", "overlays/scale-out"})
    void nothingIsRenderedBeforeSomebodyMadeTheSecrets(String overlay, @TempDir Path copy) {
        Checkout.copyManifests(copy);
        Kubectl.Output output = Kubectl.kustomize(copy.resolve(overlay));
        assertThat(output.status()).isNotZero();
        assertThat(output.text()).isEmpty();
        assertThat(output.complaints()).contains("secrets");
    }

    @Test
    void theBaseHasNone() {
        assertThat(Tree.BASE.all(Secret.class)).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(names = {"SMALL", "SCALE_OUT"})
    void keysKeepTheirNameSoThatAChangedFileReachesRunningPods(Tree tree) {
        assertThat(tree.one(Secret.class, "earshot-keys").getData()).containsOnlyKeys("keys.json");
    }

    @ParameterizedTest
    @EnumSource(names = {"SMALL", "SCALE_OUT"})
    void otherSecretsAreNamedByWhatIsInThemSoThatAChangeRollsThePods(Tree tree) {
        assertThat(tree.all(Secret.class))
                .extracting(secret -> secret.getMetadata().getName())
                .anyMatch(name -> name.matches("earshot-secrets-[a-z0-9]+"));
    }
}
