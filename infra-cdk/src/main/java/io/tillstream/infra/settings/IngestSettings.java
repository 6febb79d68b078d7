package io.tillstream.infra.settings;

import java.util.List;
import java.util.Optional;

/**
 * The tasks that write to Kafka and from it.
 *
 * @param image an image in ECR; absent: built from the Dockerfile asset
 * @param baseImage what the built image is based on
 * @param cpu CPU units of a task
 * @param memoryMib memory of a task
 * @param minTasks fewest writer tasks
 * @param maxTasks most writer tasks
 * @param rotateSeconds longest wait before Bronze gets a file
 * @param lagSeconds lag from which a task is added
 * @param zoneRack whether the writer reads from brokers in its own zone
 * @param simulator whether there is a task that simulates tills
 */
public record IngestSettings(
        Optional<String> image,
        String baseImage,
        int cpu,
        int memoryMib,
        int minTasks,
        int maxTasks,
        int rotateSeconds,
        int lagSeconds,
        boolean zoneRack,
        boolean simulator) {
    private static final List<Integer> CPU_UNITS = List.of(256, 512, 1024, 2048, 4096);

    static IngestSettings from(Values values, Problems problems) {
        IngestSettings settings = new IngestSettings(
                values.optional(
                        Setting.WRITER_IMAGE,
                        "\\d{12}\\.dkr\\.ecr\\.[a-z0-9-]+\\.amazonaws\\.com(\\.cn)?/[a-z0-9._/-]+"
                                + "(:[A-Za-z0-9_.-]{1,128}|@sha256:[0-9a-f]{64})",
                        "is not an image in ECR with a tag or a digest"),
                values.matching(
                        Setting.WRITER_BASE_IMAGE,
                        "[a-z0-9.-]+(:\\d+)?(/[a-z0-9._-]+)+(:[A-Za-z0-9_.-]{1,128}|@sha256:[0-9a-f]{64})",
                        "is not an image with a registry and a tag or a digest"),
                values.number(Setting.WRITER_CPU, 256, 4096),
                values.number(Setting.WRITER_MEMORY, 512, 30720),
                values.number(Setting.WRITER_MIN_TASKS, 1, 1000),
                values.number(Setting.WRITER_MAX_TASKS, 1, 1000),
                values.number(Setting.WRITER_ROTATE_SECONDS, 5, 900),
                values.number(Setting.WRITER_LAG_SECONDS, 10, 3600),
                values.oneOf(Setting.WRITER_RACK, "zone", "none").equals("zone"),
                values.flag(Setting.SIMULATOR));
        problems.require(
                CPU_UNITS.contains(settings.cpu), Setting.WRITER_CPU, settings.cpu, "is not one of " + CPU_UNITS);
        problems.require(
                settings.memoryMib >= 2 * settings.cpu
                        && settings.memoryMib <= 8 * settings.cpu
                        && settings.memoryMib % 1024 == 0,
                Setting.WRITER_MEMORY,
                settings.memoryMib,
                "must be a multiple of 1024 and 2 to 8 times writer-cpu, which is " + settings.cpu);
        problems.require(
                settings.minTasks <= settings.maxTasks,
                Setting.WRITER_MIN_TASKS,
                settings.minTasks,
                "must not be more than writer-max-tasks, which is " + settings.maxTasks);
        return settings;
    }
}
