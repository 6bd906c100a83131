package dev.sluice.sources;

import java.util.List;

/// What a first connection showed.
///
/// @param serverVersion such as `18.6`
/// @param warnings words of the contract, such as `role_can_write`
public record ProbeReport(String serverVersion, List<String> warnings) {
    public static final String ROLE_CAN_WRITE = "role_can_write";
}
