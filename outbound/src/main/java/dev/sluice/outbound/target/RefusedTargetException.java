package dev.sluice.outbound.target;

/// Leaves the reading of a URL at the first thing that is wrong with it.
final class RefusedTargetException extends Exception {
    private final transient Refusal refusal;

    RefusedTargetException(Rule rule, String detail) {
        super(detail, null, false, false);
        this.refusal = new Refusal(rule, detail);
    }

    Refusal refusal() {
        return refusal;
    }
}
