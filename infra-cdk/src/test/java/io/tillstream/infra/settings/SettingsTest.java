package io.tillstream.infra.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class SettingsTest {
    @Test
    void devIsTheCheapestThatWorks() {
        Settings dev = Settings.of(Preset.DEV, Map.of());

        assertThat(dev.environment().prefix()).isEqualTo("tillstream-dev");
        assertThat(dev.environment().zones()).containsExactly("use1-az1", "use1-az2", "use1-az4");
        assertThat(dev.environment().destroyData()).isFalse();
        assertThat(dev.stream().cluster()).isEqualTo(new StreamSettings.Serverless());
        assertThat(dev.warehouse().baseRpu()).isEqualTo(4);
        assertThat(dev.transform().launch()).isEqualTo(TransformSettings.GlueLaunch.SCALA);
        assertThat(dev.transform().maxWorkers()).isEqualTo(2);
        assertThat(dev.ingest().minTasks()).isEqualTo(1);
        assertThat(dev.ingest().simulator()).isFalse();
        assertThat(dev.monitoring().probeMinutes()).isZero();
        assertThat(dev.analytics().principal()).isEmpty();
    }

    @Test
    void prodMeasuresTheFifteenMinuteObjective() {
        Settings prod = Settings.of(Preset.PROD, Map.of());

        assertThat(prod.environment().prefix()).isEqualTo("tillstream");
        assertThat(prod.monitoring().freshnessMinutes()).isEqualTo(15);
        assertThat(prod.monitoring().probeMinutes()).isEqualTo(15);
        assertThat(prod.transform().scheduleMinutes()).isEqualTo(5);
        assertThat(prod.ingest().minTasks()).isEqualTo(2);
        assertThat(prod.environment().destroyData()).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "prefix | Till_Stream | lower-case",
                "prefix | a-name-that-is-far-too-long | at most 20",
                "account | 1234 | 12 digits",
                "region | mars | not a region where all services",
                "region | cn-north-1 | not a region where all services",
                "region | us-west-1 | is not offered in us-west-1",
                "availability-zones | use1-az1,use1-az2 | three",
                "availability-zones | use1-az1,use1-az2,use1-az3 | MSK takes no subnets",
                "availability-zones | euw1-az1,euw1-az2,euw1-az3 | zone of us-east-1",
                "availability-zones | us-east-1a,us-east-1b,us-east-1c | id of a zone",
                "prefix | ab | at least 3",
                "vpc-id | vpc-0123456789abcdef0 | three subnets",
                "vpc-cidr | 10.0.0.0/24 | /16 to /21",
                "vpc-cidr | 999.61.0.0/16 | must be an IPv4 range",
                "vpc-cidr | 10.61.1.0/16 | multiple of its size",
                "msk-type | kinesis | serverless, express",
                "msk-cluster-arn | arn:aws:kafka:us-east-1:123456789012:cluster/c/1-2 | exactly when",
                "msk-cluster-arn | arn:aws:kafka:us-east-1:123456789012:cluster/c/1-2 | must be the VPC of msk-cluster-arn",
                "msk-cluster-arn | arn:aws:kafka:eu-west-1:123456789012:cluster/c/1-2 | cluster of region eu-west-1",
                "partitions | none | whole number",
                "writer-memory | 512 | 2 to 8 times",
                "writer-max-tasks | 5 | more than partitions",
                "writer-image | tillstream/writer | ECR",
                "schedule-minutes | 7 | divide 60",
                "business-time-zone | Mars/Olympus | IANA",
                "default-currency | ZZZ | ISO 4217",
                "redshift-base-rpu | 6 | multiple of 8",
                "redshift-max-rpu | 4000 | between",
                "log-days | 15 | one of",
                "alert-email | me | address",
                "slack-channel | C012345678 | together",
                "pagerduty-url | http://example.org | https",
                "freshness-minutes | 10 | cannot be met",
                "analytics | true | exactly when",
                "quicksight-secret-arn | arn:aws:secretsmanager:us-east-1:123456789012:secret:q-a1B2c3 | exactly when",
                "quicksight-secret-arn | my-secret | is not the ARN",
                "quicksight-login | administrator | no such setting",
                "copy-bucket | other-bucket | together",
                "warehouse-snapshot-days | 4000 | between",
                "simulator | yes | true, false",
                "removal | destroy | repeat the prefix",
                "confirm-removal | tillstream-dev | set both",
            })
    void refusesNonsenseByName(String name, String value, String rule) {
        assertThatThrownBy(() -> Settings.of(Preset.DEV, Map.of(name, value)))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining(rule);
    }

    @Test
    void namesAllThatIsWrongAtOnce() {
        assertThatThrownBy(() -> Settings.of(Preset.DEV, Map.of("partitions", "0", "log-days", "2")))
                .hasMessageContaining("partitions: \"0\"")
                .hasMessageContaining("log-days: \"2\"");
    }

    @Test
    void suggestsTheNearestName() {
        assertThatThrownBy(() -> Settings.of(Preset.DEV, Map.of("partition", "8")))
                .hasMessage("partition: no such setting; did you mean partitions?");
    }

    @Test
    void deletesDataOnlyWithBothKeys() {
        Settings settings = Settings.of(Preset.DEV, Map.of("removal", "destroy", "confirm-removal", "tillstream-dev"));

        assertThat(settings.environment().destroyData()).isTrue();
    }

    @Test
    void takesAnExistingClusterInsteadOfANewOne() {
        Settings settings = Settings.of(Preset.PROD, existing());

        assertThat(settings.stream().cluster())
                .isEqualTo(new StreamSettings.Existing(existing().get("msk-cluster-arn"), "sg-0123456789"));
    }

    /** A cluster elsewhere passes the form of its ARN, and fails only when the third stack is deployed. */
    @Test
    void anExistingClusterIsInTheSameRegionAndAccount() {
        Map<String, String> elsewhere = existing();
        elsewhere.put("account", "210987654321");
        assertThatThrownBy(() -> Settings.of(Preset.DEV, elsewhere))
                .hasMessageContaining("is a cluster of account 123456789012, and account is 210987654321");
    }

    @Test
    void aRegionWithTwoZonesHasTheFirstTwice() {
        Settings settings = Settings.of(Preset.SMALL, Map.of("region", "us-west-1"));

        assertThat(settings.environment().zones()).containsExactly("usw1-az1", "usw1-az3", "usw1-az1");
        assertThatThrownBy(() -> Settings.of(Preset.SMALL, Map.of("region", "us-west-1", "standard-brokers", "3")))
                .hasMessageContaining("this region has two");
    }

    @Test
    void everyRegionHasZonesThatMskTakes() {
        for (String region : Region.names()) {
            Settings settings = Settings.of(Preset.SMALL, Map.of("region", region));
            assertThat(settings.environment().zones()).hasSize(3).doesNotContainAnyElementsOf(Region.REFUSED_ZONES);
        }
    }

    /** A cluster cannot change its subnets: in another network it is another cluster, and needs another name. */
    @Test
    void anotherNetworkHasAnotherTag() {
        assertThat(Settings.of(Preset.DEV, Map.of()).networkTag()).isEmpty();
        assertThat(Settings.of(Preset.DEV, Map.of("availability-zones", "use1-az4,use1-az2,use1-az1"))
                        .networkTag())
                .isEmpty();
        assertThat(java.util.stream.Stream.of(
                                Map.of("availability-zones", "use1-az5,use1-az2,use1-az1"),
                                Map.of("vpc-cidr", "10.62.0.0/16"),
                                existing())
                        .map(given -> Settings.of(Preset.DEV, given).networkTag()))
                .doesNotHaveDuplicates()
                .allSatisfy(tag -> assertThat(tag).matches("-[0-9a-f]{6}"));
    }

    private static Map<String, String> existing() {
        return new java.util.HashMap<>(Map.of(
                "vpc-id",
                "vpc-0123456789abcdef0",
                "subnet-ids",
                "subnet-0123456789abcdef0,subnet-0123456789abcdef1,subnet-0123456789abcdef2",
                "msk-cluster-arn",
                "arn:aws:kafka:us-east-1:123456789012:cluster/c/1-2",
                "msk-security-group-id",
                "sg-0123456789"));
    }

    @Test
    void readsContextInTheOrderFileCommandLineOption(@TempDir Path directory) throws Exception {
        Path file = directory.resolve("cdk.json");
        Files.writeString(
                file, "{\"context\":{\"@aws-cdk/x\":true,\"tillstream:partitions\":8,\"tillstream:prefix\":\"one\"}}");

        ContextSettings context = new ContextSettings()
                .addFile(file)
                .addJson("{\"tillstream:prefix\":\"two\",\"tillstream:log-days\":\"30\"}")
                .set("log-days", "60");

        assertThat(context.settings().stream().partitions()).isEqualTo(8);
        assertThat(context.settings().environment().prefix()).isEqualTo("two");
        assertThat(context.settings().monitoring().logDays()).isEqualTo(60);
        assertThat(context.context()).containsEntry("@aws-cdk/x", true);
    }

    @ParameterizedTest
    @EnumSource(Setting.class)
    void isDocumentedWithItsDefaults(Setting setting) throws Exception {
        Path document = Path.of(System.getProperty("tillstream.root"), "docs/how-to/deploy.md");
        String row = "| `%s` | %s | %s | %s | %s |"
                .formatted(
                        setting.label(),
                        cell(setting.defaultIn(Preset.SMALL)),
                        cell(setting.defaultIn(Preset.DEV)),
                        cell(setting.defaultIn(Preset.PROD)),
                        setting.meaning());

        assertThat(Files.readString(document)).contains(row);
    }

    private static String cell(String value) {
        return value.isEmpty() ? "" : "`" + value + "`";
    }
}
