package io.tillstream.infra;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.File;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What the templates name is what the build makes. */
@RequiresNode
class WiringTest {
    @ParameterizedTest
    @EnumSource(Synthesised.class)
    void lambdasAreWiredToTheirHandlersAndSettings(Synthesised environment) {
        List<JsonNode> ours = environment.resources("loading", "AWS::Lambda::Function").stream()
                .filter(function -> function.at("/Properties/Runtime").asText().startsWith("java"))
                .map(function -> function.path("Properties"))
                .toList();
        assertThat(ours)
                .extracting(function -> function.path("Handler").asText())
                .containsExactlyInAnyOrder("io.tillstream.loader.LoadHandler", "io.tillstream.loader.MigrationHandler");
        assertThat(ours).allSatisfy(function -> {
            assertThat(names(function.at("/Environment/Variables")))
                    .contains(
                            "TILLSTREAM_LAKE_BUCKET",
                            "TILLSTREAM_WORKGROUP",
                            "TILLSTREAM_DATABASE",
                            "TILLSTREAM_COPY_ROLE_ARN");
            assertThat(names(function.at("/Environment/Variables")).contains("TILLSTREAM_SECRET_ARN"))
                    .isEqualTo(environment == Synthesised.EXISTING
                            || function.path("Handler").asText().endsWith("MigrationHandler"));
        });
        assertThat(environment
                        .resource("loading", "AWS::Lambda::EventSourceMapping")
                        .path("Properties")
                        .toString())
                .contains("ReportBatchItemFailures", "\"MaximumConcurrency\":2");
    }

    @Test
    void theBucketNotifiesTheQueueOfLoadSetsOnly() {
        JsonNode queue = Synthesised.DEV.resources("lake", "AWS::S3::Bucket").stream()
                .map(bucket -> bucket.at("/Properties/NotificationConfiguration/QueueConfigurations/0"))
                .filter(notification -> !notification.isMissingNode())
                .findFirst()
                .orElseThrow();
        assertThat(queue.toString()).contains("\"prefix\",\"Value\":\"loads/\"", "\"suffix\",\"Value\":\".json\"");
        assertThat(queue.at("/Queue/Fn::GetAtt/0").asText()).startsWith("Loads");
        JsonNode loads = Synthesised.DEV.resources("lake", "AWS::SQS::Queue").stream()
                .filter(candidate ->
                        candidate.at("/Properties/QueueName").asText().endsWith("-loads"))
                .findFirst()
                .orElseThrow()
                .path("Properties");
        int timeout = Synthesised.DEV.resources("loading", "AWS::Lambda::Function").stream()
                .filter(function -> function.at("/Properties/Handler").asText().endsWith("LoadHandler"))
                .findFirst()
                .orElseThrow()
                .at("/Properties/Timeout")
                .asInt();
        assertThat(loads.path("VisibilityTimeout").asInt()).isGreaterThanOrEqualTo(6 * timeout);
        assertThat(loads.at("/RedrivePolicy/maxReceiveCount").asInt()).isGreaterThanOrEqualTo(5);
    }

    @Test
    void onlyOneRunAtATime() {
        assertThat(Synthesised.DEV.resources("transform", "AWS::Glue::Job"))
                .hasSize(4)
                .allSatisfy(job -> {
                    assertThat(job.at("/Properties/ExecutionProperty/MaxConcurrentRuns")
                                    .asInt())
                            .isEqualTo(1);
                    assertThat(job.at("/Properties/MaxRetries").asInt()).isZero();
                    assertThat(job.at("/Properties/GlueVersion").asText()).isEqualTo("5.1");
                    assertThat(job.at("/Properties/Timeout").asInt()).isPositive();
                });
        assertThat(Synthesised.DEV
                        .resource("transform", "AWS::Scheduler::Schedule")
                        .at("/Properties/ScheduleExpression")
                        .asText())
                .isEqualTo("rate(15 minutes)");
    }

    @Test
    void jobsGetTheirArgumentsAndTheIcebergCatalog() {
        for (JsonNode job : Synthesised.DEV.resources("transform", "AWS::Glue::Job")) {
            JsonNode arguments = job.at("/Properties/DefaultArguments");
            assertThat(names(arguments)).contains("--lake-bucket", "--catalog", "--extra-jars", "--class");
            assertThat(arguments.path("--datalake-formats").asText()).isEqualTo("iceberg");
            assertThat(arguments.path("--job-language").asText()).isEqualTo("scala");
            assertThat(arguments.path("--conf").toString())
                    .contains("spark.sql.catalog.lake.catalog-impl=org.apache.iceberg.aws.glue.GlueCatalog")
                    .contains(" --conf spark.sql.session.timeZone=UTC");
            if (job.at("/Properties/Name").asText().endsWith("silver")) {
                assertThat(names(arguments))
                        .contains(
                                "--topic",
                                "--business-time-zone",
                                "--default-currency",
                                "--conflict-window-days",
                                "--max-batch-rows");
            }
        }
    }

    @Test
    void glueStartsTheJavaMainByAScalaObjectOrByName() {
        assertThat(classNames(Synthesised.DEV))
                .containsExactlyInAnyOrder("SilverLauncher", "GoldLauncher", "AuditLauncher", "SupersedeLauncher");
        assertThat(classNames(Synthesised.EVERYTHING))
                .containsExactlyInAnyOrder(
                        "io.tillstream.glue.SilverJob",
                        "io.tillstream.glue.GoldJob",
                        "io.tillstream.glue.AuditJob",
                        "io.tillstream.glue.SupersedeJob");
    }

    /** The files of data-quality are what the gate judges by; only the mark of a batch's rows is left out. */
    @ParameterizedTest
    @EnumSource(Synthesised.class)
    void theGatesRulesAreRulesetsOfTheirTables(Synthesised environment) throws Exception {
        Path rules = Synthesised.ROOT.resolve("data-quality/src/main/resources/io/tillstream/quality");
        List<JsonNode> rulesets = environment.resources("transform", "AWS::Glue::DataQualityRuleset");
        try (var files = Files.list(rules)) {
            assertThat(rulesets).hasSize((int) files.count()).isNotEmpty();
        }
        for (JsonNode ruleset : rulesets) {
            JsonNode target = ruleset.at("/Properties/TargetTable");
            Matcher database = Pattern.compile("([a-z0-9_]+)_(silver|gold)")
                    .matcher(target.path("DatabaseName").asText());
            assertThat(database.matches()).isTrue();
            String table = database.group(2) + "." + target.path("TableName").asText();
            String gate = Files.readString(rules.resolve(table + ".dqdl"));
            String published = ruleset.at("/Properties/Ruleset").asText();
            assertThat(published).startsWith("Rules = [").doesNotContain("in_batch", "#");
            assertThat(names(published)).isEqualTo(names(gate)).isNotEmpty();
        }
    }

    /** Rule types and columns in their order. */
    private static List<String> names(String dqdl) {
        List<String> names = new ArrayList<>();
        Matcher name = Pattern.compile("[A-Z][A-Za-z]+ \"|\"[a-z_]+\"")
                .matcher(dqdl.replaceAll("(?m)^\\s*#.*$", "").replace("\"in_batch\"", ""));
        while (name.find()) {
            names.add(name.group());
        }
        return names;
    }

    @Test
    void severalEnvironmentsLiveInOneAccount() {
        assertThat(Synthesised.DEV.all("AWS::Glue::Database"))
                .extracting(database ->
                        database.at("/Properties/DatabaseInput/Name").asText())
                .containsExactlyInAnyOrder("tillstream_dev_silver", "tillstream_dev_gold");
        assertThat(Synthesised.DEV.resources("transform", "AWS::Glue::Job"))
                .hasSize(4)
                .allSatisfy(job -> assertThat(job.at("/Properties/DefaultArguments/--namespace-prefix")
                                .asText())
                        .isEqualTo("tillstream_dev_"));
        assertThat(Synthesised.DEV.statements("transform", "JobRole").toString())
                .contains(":table/tillstream_dev_silver/*")
                .doesNotContain(":table/silver/*");
    }

    @Test
    void theTopicIsCreatedBeforeTheWriterStarts() {
        JsonNode containers =
                Synthesised.DEV.resource("ingest", "AWS::ECS::TaskDefinition").at("/Properties/ContainerDefinitions");
        assertThat(containers).hasSize(2);
        assertThat(containers.toString())
                .contains("\"DependsOn\":[{\"Condition\":\"SUCCESS\",\"ContainerName\":\"topic\"}]");
    }

    /** A number of tasks in the template would undo at each deployment what the lag has made of it. */
    @ParameterizedTest
    @EnumSource(Synthesised.class)
    void aDeploymentLeavesTheNumberOfWritersToTheirScaling(Synthesised environment) {
        assertThat(environment
                        .resource("ingest", "AWS::ECS::Service")
                        .path("Properties")
                        .has("DesiredCount"))
                .isFalse();
        assertThat(environment
                        .resource("ingest", "AWS::ApplicationAutoScaling::ScalableTarget")
                        .at("/Properties/MinCapacity")
                        .asInt())
                .isPositive();
    }

    /** Fargate is billed by task: a service's tags alone appear on no bill. */
    @ParameterizedTest
    @EnumSource(Synthesised.class)
    void tasksCarryTheTagsOfTheirStage(Synthesised environment) {
        JsonNode service = environment.resource("ingest", "AWS::ECS::Service").path("Properties");
        assertThat(service.path("PropagateTags").asText()).isEqualTo("SERVICE");
        assertThat(service.path("Tags").toString()).contains("tillstream:stage", "tillstream:environment");
    }

    @ParameterizedTest
    @CsvSource({
        "lambda-loader, io.tillstream.loader.LoadHandler, handleRequest",
        "lambda-loader, io.tillstream.loader.MigrationHandler, handleRequest",
        "glue-jobs, io.tillstream.glue.SilverJob, main",
        "glue-jobs, io.tillstream.glue.GoldJob, main",
        "glue-jobs, io.tillstream.glue.AuditJob, main",
        "glue-jobs, io.tillstream.glue.SupersedeJob, main",
        "s3-writer, io.tillstream.writer.WriterMain, main",
        "producer, io.tillstream.producer.ProducerMain, main",
        "s3-writer, io.tillstream.writer.TopicMain, main",
    })
    void whatTheTemplatesNameIsBuilt(String module, String className, String method) throws Exception {
        Path target = Synthesised.ROOT.resolve(module).resolve("target");
        assumeTrue(Files.isRegularFile(target.resolve("runtime-classpath.txt")), module + " is not packaged");
        List<URL> urls = new ArrayList<>();
        urls.add(target.resolve("classes").toUri().toURL());
        for (String entry : Files.readString(target.resolve("runtime-classpath.txt"))
                .strip()
                .split(File.pathSeparator, -1)) {
            urls.add(Path.of(entry).toUri().toURL());
        }
        try (URLClassLoader loader =
                new URLClassLoader(urls.toArray(URL[]::new), ClassLoader.getPlatformClassLoader())) {
            Class<?> type = Class.forName(className, false, loader);
            assertThat(type.getMethods()).extracting(Method::getName).contains(method);
            if (method.equals("main")) {
                assertThat(Modifier.isStatic(
                                type.getMethod("main", String[].class).getModifiers()))
                        .isTrue();
            } else {
                assertThat(type.getConstructor()).isNotNull();
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"DEV", "EVERYTHING"})
    void optionsThatTheTasksGiveAreOptionsOfTheirPrograms(Synthesised environment) throws Exception {
        Set<String> known = literals("\"(--[a-z-]+)\"", "s3-writer", "producer");
        Matcher given = Pattern.compile("\"(--[a-z-]+)\"")
                .matcher(environment
                        .resources("ingest", "AWS::ECS::TaskDefinition")
                        .toString());
        int found = 0;
        while (given.find()) {
            found++;
            assertThat(known).contains(given.group(1));
        }
        assertThat(found).isPositive();
    }

    /** A job ignores what it does not know, so that a misspelt argument would say nothing. */
    @Test
    void argumentsOfTheJobsAreArgumentsThatTheyRead() throws Exception {
        Set<String> known = literals("\"([a-z-]+)\"", "glue-jobs");
        Set<String> glue = Set.of("class", "conf", "datalake-formats", "extra-jars", "job-language");
        for (JsonNode job : Synthesised.DEV.resources("transform", "AWS::Glue::Job")) {
            for (String argument : names(job.at("/Properties/DefaultArguments"))) {
                String name = argument.substring(2);
                if (!glue.contains(name) && !name.startsWith("enable-") && !name.equals("custom-logGroup-prefix")) {
                    assertThat(known).contains(name);
                }
            }
        }
        assertThat(known).contains("result-key", "batch-no");
    }

    private static Set<String> literals(String pattern, String... modules) throws Exception {
        Set<String> literals = new TreeSet<>();
        for (String module : modules) {
            try (var files = Files.walk(Synthesised.ROOT.resolve(module).resolve("src/main/java"))) {
                for (Path file :
                        files.filter(path -> path.toString().endsWith(".java")).toList()) {
                    Matcher literal = Pattern.compile(pattern).matcher(Files.readString(file));
                    while (literal.find()) {
                        literals.add(literal.group(1));
                    }
                }
            }
        }
        return literals;
    }

    private static List<String> classNames(Synthesised environment) {
        return environment.resources("transform", "AWS::Glue::Job").stream()
                .map(job -> job.at("/Properties/DefaultArguments/--class").asText())
                .toList();
    }

    private static List<String> names(JsonNode object) {
        List<String> names = new ArrayList<>();
        object.fieldNames().forEachRemaining(names::add);
        return names;
    }
}
