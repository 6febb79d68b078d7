package io.tillstream.infra.settings;

/**
 * The warehouse.
 *
 * @param baseRpu base capacity
 * @param maxRpu most capacity
 * @param dailyRpuHours RPU hours a day after which it stops answering; 0: no limit
 * @param snapshotDays days for which a nightly snapshot is kept; 0: none is taken
 * @param database its database
 * @param loaderLogin as whom the loader works in the database
 * @param probeLogin as whom the probes read it
 * @param querySeconds after which a query is stopped
 * @param sweepMinutes minutes between the sweeper's looks
 */
public record WarehouseSettings(
        int baseRpu,
        int maxRpu,
        int dailyRpuHours,
        int snapshotDays,
        String database,
        Login loaderLogin,
        Login probeLogin,
        int querySeconds,
        int sweepMinutes) {
    /** How a component logs in. */
    public enum Login {
        /** By IAM, as a user of its own with a narrow database role. */
        ROLE,
        /** By the administrator's secret. */
        ADMINISTRATOR;

        private static Login from(Values values, Setting setting) {
            return values.oneOf(setting, "role", "administrator").equals("role") ? ROLE : ADMINISTRATOR;
        }
    }

    static WarehouseSettings from(Values values, Problems problems) {
        int base = values.number(Setting.REDSHIFT_BASE_RPU, 4, 512);
        problems.require(base == 4 || base % 8 == 0, Setting.REDSHIFT_BASE_RPU, base, "must be 4 or a multiple of 8");
        int most = values.number(Setting.REDSHIFT_MAX_RPU, 4, 1024);
        problems.require(most == 4 || most % 8 == 0, Setting.REDSHIFT_MAX_RPU, most, "must be 4 or a multiple of 8");
        problems.require(most >= base, Setting.REDSHIFT_MAX_RPU, most, "is less than redshift-base-rpu, " + base);
        int sweep = values.number(Setting.SWEEP_MINUTES, 5, 1440);
        problems.require(
                60 % Math.max(sweep, 1) == 0 || sweep % 60 == 0,
                Setting.SWEEP_MINUTES,
                sweep,
                "must divide 60 or be whole hours");
        return new WarehouseSettings(
                base,
                most,
                values.number(Setting.REDSHIFT_DAILY_RPU_HOURS, 0, 24_576),
                values.number(Setting.WAREHOUSE_SNAPSHOT_DAYS, 0, 3653),
                values.matching(
                        Setting.REDSHIFT_DATABASE, "[a-z][a-z0-9_]{0,63}", "must be lower-case letters, digits and _"),
                Login.from(values, Setting.LOADER_LOGIN),
                Login.from(values, Setting.PROBE_LOGIN),
                values.number(Setting.QUERY_SECONDS, 60, 86_399),
                sweep);
    }
}
