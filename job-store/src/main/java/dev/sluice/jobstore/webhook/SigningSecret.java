package dev.sluice.jobstore.webhook;

/// A secret in the form that its owner was shown (`whsec_…`, `whsk_…`).
public record SigningSecret(Signing signing, String text) {
    @Override
    public String toString() {
        return "SigningSecret[" + signing + ", …]";
    }
}
