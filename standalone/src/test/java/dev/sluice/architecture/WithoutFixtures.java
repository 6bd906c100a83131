package dev.sluice.architecture;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.Location;

/// Leaves the test servers out, whose classes are a module's main classes all the same.
final class WithoutFixtures implements ImportOption {
    @Override
    public boolean includes(Location location) {
        return !location.contains("/dev/sluice/fixtures/") && !location.contains("test-fixtures");
    }
}
