package io.tillstream.lake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class ManifestTest {
    @Test
    void theManifestIsWhatCopyReads() {
        Manifest manifest = new Manifest(List.of(Manifest.Entry.mandatory("s3://bucket/key", 123)));
        assertThat(new String(manifest.toJson(), StandardCharsets.UTF_8))
                .isEqualTo(
                        "{\"entries\":[{\"url\":\"s3://bucket/key\",\"mandatory\":true,\"meta\":{\"content_length\":123}}]}");
        assertThat(Manifest.fromJson(manifest.toJson())).isEqualTo(manifest);
    }

    @Test
    void anEntryWithoutItsSizeIsRefused() {
        String text = "{\"entries\":[{\"url\":\"s3://b/k\",\"mandatory\":true,\"meta\":{}}]}";
        assertThatThrownBy(() -> Manifest.fromJson(text.getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(ContractException.class)
                .hasMessageContaining("content_length");
    }
}
