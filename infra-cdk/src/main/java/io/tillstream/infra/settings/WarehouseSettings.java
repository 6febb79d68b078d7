package io.tillstream.infra.settings;

/**
 * The warehouse.
 *
 * @param baseRpu base capacity
 * @param maxRpu most capacity
 * @param database its database
 * @param login as whom loader and probes work in the database
 * @param querySeconds after which a query is stopped
 * @param sweepMinutes minutes between the sweeper's looks
 */
public record WarehouseSettings(
        int baseRpu, int maxRpu, String database, Login login, int querySeconds, int sweepMinutes) {
    /** How loader and probes log in. */
    public enum Login {
        /** By IAM, as a user of their own with a narrow database role. */
        ROLES,
        /** By the administrator's secret: the way out if the first does not work in an account. */
        ADMINISTRATOR
    }

    static WarehouseSettings from(Values values, Problems problems) {
        int base = values.number(Setting.REDSHIFT_BASE_RPU, 4, 512);
        problems.require(base == 4 || base % 8 == 0, Setting.REDSHIFT_BASE_RPU, base, "must be 4 or a multiple of 8");
        int most = values.number(Setting.REDSHIFT_MAX_RPU, 4, 1024);
        problems.require(most == 4 || most % 8 == 0, Setting.REDSHIFT_MAX_RPU, most, "must be 4 or a multiple of 8");
        problems.require(most >= base, Setting.REDSHIFT_MAX_RPU, most, "is less than redshift-base-rpu, " + base);
        int sweep = values.number(Setting.SWEEP_MINUTES, 5, 60);
        problems.require(60 % Math.max(sweep, 1) == 0, Setting.SWEEP_MINUTES, sweep, "must divide 60");
        return new WarehouseSettings(
                base,
                most,
                values.matching(
                        Setting.REDSHIFT_DATABASE, "[a-z][a-z0-9_]{0,63}", "must be lower-case letters, digits and _"),
                values.oneOf(Setting.WAREHOUSE_LOGIN, "roles", "administrator").equals("roles")
                        ? Login.ROLES
                        : Login.ADMINISTRATOR,
                values.number(Setting.QUERY_SECONDS, 60, 86_399),
                sweep);
    }
}
