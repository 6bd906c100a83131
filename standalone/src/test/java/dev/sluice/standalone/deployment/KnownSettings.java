package dev.sluice.standalone.deployment;

import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.context.annotation.ClassPathScanningCandidateComponentProvider;
import org.springframework.core.type.filter.AnnotationTypeFilter;

/// The settings that the code reads, by the names of their environment variables.
final class KnownSettings {
    private KnownSettings() {}

    /// Every one.
    static Set<String> all() {
        return collect(false);
    }

    /// Those without a default.
    static Set<String> required() {
        return collect(true);
    }

    private static Set<String> collect(boolean onlyRequired) {
        var names = new TreeSet<String>();
        var scanner = new ClassPathScanningCandidateComponentProvider(false);
        scanner.addIncludeFilter(new AnnotationTypeFilter(ConfigurationProperties.class));
        for (var found : scanner.findCandidateComponents("dev.sluice")) {
            try {
                var type = Class.forName(found.getBeanClassName());
                var prefix = type.getAnnotation(ConfigurationProperties.class).value();
                collect(type, environmentName(prefix), onlyRequired, names);
            } catch (ClassNotFoundException e) {
                throw new IllegalStateException(e);
            }
        }
        return names;
    }

    private static void collect(
            Class<?> type, String prefix, boolean onlyRequired, Set<String> names) {
        for (var component : type.getRecordComponents()) {
            var name = prefix + "_" + environmentName(component.getName());
            if (component.getType().isRecord()) {
                collect(component.getType(), name, onlyRequired, names);
            } else if (!onlyRequired || isRequired(component)) {
                names.add(name);
            }
        }
    }

    private static boolean isRequired(RecordComponent component) {
        var constructor = component.getDeclaringRecord().getDeclaredConstructors()[0];
        var hasDefault =
                Arrays.stream(constructor.getParameters())
                        .filter(parameter -> parameter.getName().equals(component.getName()))
                        .anyMatch(parameter -> parameter.isAnnotationPresent(DefaultValue.class));
        var mayBeNull = component.getAnnotatedType().isAnnotationPresent(Nullable.class);
        return !hasDefault && !mayBeNull && !component.getType().isPrimitive();
    }

    /// `sluice.s3` and `publicUrl` as Spring Boot reads them from the environment.
    private static String environmentName(String property) {
        return property.replaceAll("([a-z0-9])([A-Z])", "$1_$2")
                .replaceAll("[.-]", "_")
                .toUpperCase(Locale.ROOT);
    }
}
