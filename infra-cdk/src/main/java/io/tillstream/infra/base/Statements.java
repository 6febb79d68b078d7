package io.tillstream.infra.base;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awscdk.services.iam.Effect;
import software.amazon.awscdk.services.iam.IPrincipal;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.amazon.awscdk.services.iam.StarPrincipal;

/** Policy statements in one line each. Every statement has an id that says what it is for. */
public final class Statements {
    private Statements() {}

    /** Allows actions on resources. */
    public static PolicyStatement allow(String sid, List<String> actions, List<String> resources) {
        return allow(sid, actions, resources, Map.of());
    }

    /** Allows actions on resources under conditions. */
    public static PolicyStatement allow(
            String sid, List<String> actions, List<String> resources, Map<String, Object> conditions) {
        return PolicyStatement.Builder.create()
                .sid(sid)
                .actions(actions)
                .resources(resources)
                .conditions(sorted(conditions))
                .build();
    }

    /** Allows a principal actions on the resource that has the policy. */
    public static PolicyStatement allowPrincipal(
            String sid, IPrincipal principal, List<String> actions, String resource, Map<String, Object> conditions) {
        return PolicyStatement.Builder.create()
                .sid(sid)
                .principals(List.of(principal))
                .actions(actions)
                .resources(List.of(resource))
                .conditions(sorted(conditions))
                .build();
    }

    /** Denies actions to everybody. */
    public static PolicyStatement denyAll(
            String sid, List<String> actions, List<String> resources, Map<String, Object> conditions) {
        return PolicyStatement.Builder.create()
                .sid(sid)
                .effect(Effect.DENY)
                .principals(List.of(new StarPrincipal()))
                .actions(actions)
                .resources(resources)
                .conditions(sorted(conditions))
                .build();
    }

    /** In the order of their names, so that the same settings give the same template, byte for byte. */
    public static Map<String, Object> sorted(Map<?, ?> map) {
        Map<String, Object> sorted = new TreeMap<>();
        map.forEach((key, value) ->
                sorted.put(key.toString(), value instanceof Map<?, ?> inner ? sorted(inner) : value));
        return sorted;
    }
}
