package io.tillstream.chaos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tillstream.local.process.Installation;
import io.tillstream.operations.audit.BronzeChains;
import io.tillstream.operations.audit.BronzeObject;
import io.tillstream.operations.audit.PartitionKey;
import io.tillstream.standins.process.FreePorts;
import io.tillstream.standins.s3.ObjectStore;
import io.tillstream.standins.s3.TestS3;
import io.tillstream.standins.s3.fault.FaultProxy;
import io.tillstream.standins.s3.fault.FaultScript;
import io.tillstream.standins.s3.fault.S3Request;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import software.amazon.awssdk.services.s3.S3Client;

/** A real broker, S3 behind the fault proxy, and real writers: what the tests of crash points work with. */
final class FaultBench implements AutoCloseable {
    static final String BUCKET = "lake";
    /** A machine that does nine other things at once is slow; a test that waits in vain fails all the same. */
    static final Duration PATIENCE = Duration.ofSeconds(90);

    final FaultScript faults = new FaultScript();
    final Site site;
    final BrokerProcess broker;
    final FaultProxy proxy;
    final S3Client s3;
    final Admin admin;

    private final ObjectStore store;
    private final KafkaProducer<byte[], byte[]> producer;
    private final Path directory;
    private final List<WriterProcess> writers = new ArrayList<>();

    FaultBench(Path directory) throws IOException {
        this.directory = directory;
        Path logs = Files.createDirectories(directory.resolve("logs"));
        store = ObjectStore.start(directory.resolve("s3"), 0);
        s3 = TestS3.client(store.endpoint());
        s3.createBucket(request -> request.bucket(BUCKET));
        proxy = FaultProxy.start(0, store.endpoint(), faults, () -> Duration.ofSeconds(3));
        site = new Site(
                Installation.current(), directory, logs, FreePorts.next(), FreePorts.next(), proxy.endpoint(), BUCKET);
        broker = BrokerProcess.start(site);
        admin = Admin.create(Map.of("bootstrap.servers", site.bootstrapServers()));
        producer = producer(Map.of());
    }

    KafkaProducer<byte[], byte[]> producer(Map<String, Object> extraSettings) {
        Map<String, Object> settings = new java.util.HashMap<>(extraSettings);
        settings.put("bootstrap.servers", site.bootstrapServers());
        settings.put("linger.ms", 0);
        return new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
    }

    void createTopic(String name, int partitions, Map<String, String> config) throws Exception {
        admin.createTopics(List.of(new NewTopic(name, partitions, (short) 1).configs(config)))
                .all()
                .get();
    }

    /** Sends {@code PREFIX-FROM} to {@code PREFIX-TO} to a partition and returns the values. None of them is JSON. */
    List<String> send(String topic, int partition, String prefix, int from, int to) throws Exception {
        List<String> values =
                IntStream.rangeClosed(from, to).mapToObj(i -> prefix + "-" + i).toList();
        for (String value : values) {
            producer.send(new ProducerRecord<>(topic, partition, null, value.getBytes(StandardCharsets.UTF_8)))
                    .get();
        }
        return values;
    }

    /** A group for each topic. */
    static WriterOptions quick(String topic) {
        return WriterOptions.quick(topic, topic + "-writers");
    }

    WriterProcess writer(String name) {
        return track(new WriterProcess(site, name));
    }

    WriterProcess track(WriterProcess writer) {
        writers.add(writer);
        return writer;
    }

    /** Tells PUTs of one partition's objects from other requests. */
    static Predicate<S3Request> put(String topic, int partition) {
        String path = "/partition=" + partition + "/";
        String plain = "topic=" + topic + "/";
        // The SDK writes "=" as it is or encoded, depending on its version.
        return request -> {
            String target = request.target().replace("%3D", "=");
            return request.isPut() && target.contains(plain) && target.contains(path);
        };
    }

    List<BronzeObject> chain(String topic, int partition) {
        return new BronzeChains(s3, BUCKET, topic)
                .read().entrySet().stream()
                        .filter(chain -> chain.getKey().partition() == partition)
                        .flatMap(chain -> chain.getValue().stream())
                        .sorted(Comparator.comparingLong(BronzeObject::first))
                        .toList();
    }

    long chainEnd(String topic, int partition) {
        List<BronzeObject> chain = chain(topic, partition);
        return chain.isEmpty() ? 0 : chain.get(chain.size() - 1).last() + 1;
    }

    long logEnd(String topic, int partition) {
        TopicPartition name = new TopicPartition(topic, partition);
        try {
            return admin.listOffsets(Map.of(name, OffsetSpec.latest()))
                    .partitionResult(name)
                    .get()
                    .offset();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    static void eventually(String what, Callable<Boolean> condition) {
        await(what).atMost(PATIENCE).pollInterval(Duration.ofMillis(100)).until(condition);
    }

    void awaitChainEnd(String topic, int partition, long end) {
        eventually(topic + "/" + partition + " in Bronze to " + end, () -> chainEnd(topic, partition) >= end);
    }

    /** Waits until all of a topic is in Bronze; then it must be there once, whole and unchanged. */
    BronzeSummary assertExactlyOnce(String topic, int partitions, List<String> values) throws IOException {
        return assertExactlyOnce(topic, partitions, digests(values));
    }

    /** As above, by the digests of the records. */
    BronzeSummary assertExactlyOnce(String topic, int partitions, Digests expected) throws IOException {
        for (int partition = 0; partition < partitions; partition++) {
            awaitChainEnd(topic, partition, logEnd(topic, partition));
        }
        return assertSound(topic, expected);
    }

    BronzeSummary assertSound(String topic, List<String> values) throws IOException {
        return assertSound(topic, digests(values));
    }

    private static Digests digests(List<String> values) {
        Digests digests = new Digests();
        ValueDigest digest = new ValueDigest();
        for (String value : values) {
            digest.row(CanonicalRow.corrupt(value.getBytes(StandardCharsets.UTF_8)));
            digests.add(digest.take());
        }
        return digests;
    }

    private BronzeSummary assertSound(String topic, Digests expected) throws IOException {
        BronzeSummary bronze = check(topic);
        assertThat(bronze.contradictions()).isEmpty();
        assertThat(bronze.overlaps()).as("overlaps").isZero();
        assertThat(expected.without(bronze.values())).as("lost").isZero();
        assertThat(bronze.values().without(expected)).as("duplicated").isZero();
        assertThat(bronze.values().checksum()).isEqualTo(expected.checksum());
        assertThat(bronze.records() + bronze.holes() + bronze.gaps())
                .as("records + holes + gaps = offsets")
                .isEqualTo(bronze.ends().values().stream()
                        .mapToLong(Long::longValue)
                        .sum());
        return bronze;
    }

    BronzeSummary check(String topic) throws IOException {
        return new BronzeCheck(s3, BUCKET, topic, Files.createTempDirectory(directory, "check")).run(objects -> {});
    }

    /** Removes an object of a topic with one partition, as nobody ever should. */
    void remove(String topic, BronzeObject object) {
        PartitionKey partition = partitions(topic).get(0);
        s3.deleteObject(request -> request.bucket(BUCKET)
                .key("bronze/topic=%s/id=%s/partition=%d/%020d.parquet"
                        .formatted(topic, partition.topicId(), partition.partition(), object.first())));
    }

    List<PartitionKey> partitions(String topic) {
        return List.copyOf(new BronzeChains(s3, BUCKET, topic).read().keySet());
    }

    @Override
    public void close() throws IOException {
        writers.forEach(WriterProcess::close);
        producer.close(Duration.ZERO);
        admin.close(Duration.ZERO);
        broker.close();
        proxy.close();
        s3.close();
        store.close();
    }
}
