package io.tillstream.operations.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tillstream.standins.redshift.LocalRedshift;
import io.tillstream.standins.redshift.SharedRedshift;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;

@ExtendWith(SharedRedshift.class)
class BronzeChainsTest {
    private static final String ID = "AAAAAAAAAAAAAAAAAAAAAA";
    private static int topics;

    private S3Client s3;
    private String topic;

    @BeforeEach
    void create(LocalRedshift local) {
        s3 = local.s3();
        topic = "chains-" + ++topics;
    }

    @Test
    void readsEveryChainInOrder() {
        put(ID, 1, 0, metadata(0, 9, 10, 0, 12));
        put(ID, 0, 5, metadata(5, 7, 2, 1, 2));
        put(ID, 0, 0, metadata(0, 4, 5, 0, 5));
        put("BBBBBBBBBBBBBBBBBBBBBB", 0, 0, metadata(0, 0, 1, 0, 1));
        Map<String, String> gap = metadata(8, 19, 0, 0, 0);
        gap.put("gaps", "12");
        put(ID, 0, 8, gap);

        Map<PartitionKey, List<BronzeObject>> chains = new BronzeChains(s3, "lake", topic).read();

        assertThat(chains)
                .containsOnlyKeys(
                        new PartitionKey(ID, 0),
                        new PartitionKey(ID, 1),
                        new PartitionKey("BBBBBBBBBBBBBBBBBBBBBB", 0));
        assertThat(chains.get(new PartitionKey(ID, 0)))
                .containsExactly(
                        new BronzeObject(0, 4, 5, 0, 0, 5),
                        new BronzeObject(5, 7, 2, 1, 0, 2),
                        new BronzeObject(8, 19, 0, 0, 12, 0));
    }

    @Test
    void aTopicWithoutObjectsHasNoChains() {
        put(ID, 0, 0, metadata(0, 4, 5, 0, 5));
        assertThat(new BronzeChains(s3, "lake", topic + "0").read()).isEmpty();
    }

    @Test
    void metadataThatContradictTheKeyAreRefused() {
        put(ID, 0, 5, metadata(6, 7, 2, 0, 2));

        assertThatThrownBy(() -> new BronzeChains(s3, "lake", topic).read())
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("00000000000000000005.parquet says that it starts at offset 6");
    }

    @Test
    void missingOrBrokenMetadataAreRefusedByName() {
        Map<String, String> missing = metadata(0, 4, 5, 0, 5);
        missing.remove("holes");
        put(ID, 0, 0, missing);
        assertThatThrownBy(() -> new BronzeChains(s3, "lake", topic).read()).hasMessageContaining("holes=null");

        Map<String, String> broken = metadata(0, 4, 5, 0, 5);
        broken.put("rows", "-1");
        put(ID, 0, 0, broken);
        assertThatThrownBy(() -> new BronzeChains(s3, "lake", topic).read()).hasMessageContaining("rows=-1");
    }

    @Test
    void aStrangeKeyIsRefused() {
        s3.putObject(b -> b.bucket("lake").key("bronze/topic=" + topic + "/notes.txt"), RequestBody.fromString(""));

        assertThatThrownBy(() -> new BronzeChains(s3, "lake", topic).read())
                .hasMessageContaining("notes.txt is not a Bronze object's key");
    }

    private void put(String id, int partition, long first, Map<String, String> metadata) {
        String key = "bronze/topic=%s/id=%s/partition=%d/%020d.parquet".formatted(topic, id, partition, first);
        s3.putObject(b -> b.bucket("lake").key(key).metadata(metadata), RequestBody.fromString("x"));
    }

    private static Map<String, String> metadata(long first, long last, long records, long holes, long rows) {
        return new TreeMap<>(Map.of(
                "first-offset", Long.toString(first),
                "last-offset", Long.toString(last),
                "records", Long.toString(records),
                "holes", Long.toString(holes),
                "rows", Long.toString(rows)));
    }
}
