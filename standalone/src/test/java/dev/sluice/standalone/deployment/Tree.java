package dev.sluice.standalone.deployment;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// A walk through nested maps and lists; what is missing is empty.
record Tree(Object node) {
    static Tree of(Object node) {
        return new Tree(node);
    }

    Tree at(String... keys) {
        var here = node;
        for (var key : keys) {
            here =
                    here instanceof Map<?, ?> map && map.get(key) instanceof Object found
                            ? found
                            : Map.of();
        }
        return new Tree(here);
    }

    List<Tree> list() {
        return node instanceof List<?> list ? list.stream().map(Tree::of).toList() : List.of();
    }

    Map<String, Object> map() {
        if (!(node instanceof Map<?, ?> map)) {
            return Map.of();
        }
        var copy = new LinkedHashMap<String, Object>();
        map.forEach((key, value) -> copy.put(String.valueOf(key), value == null ? "" : value));
        return copy;
    }

    boolean isPresent() {
        return !Map.of().equals(node);
    }

    String text() {
        return isPresent() ? node.toString() : "";
    }

    @Override
    public String toString() {
        return String.valueOf(node);
    }
}
