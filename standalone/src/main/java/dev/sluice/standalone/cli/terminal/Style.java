package dev.sluice.standalone.cli.terminal;

/// Emphasis that vanishes where colour is not welcome.
public record Style(boolean colour) {
    public String bold(String text) {
        return wrap("1", text);
    }

    public String dim(String text) {
        return wrap("2", text);
    }

    public String accent(String text) {
        return wrap("36", text);
    }

    public String good(String text) {
        return wrap("32", text);
    }

    public String bad(String text) {
        return wrap("31", text);
    }

    private String wrap(String code, String text) {
        return colour && !text.isEmpty() ? "\u001b[" + code + "m" + text + "\u001b[0m" : text;
    }
}
