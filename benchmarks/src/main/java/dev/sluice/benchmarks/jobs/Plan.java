package dev.sluice.benchmarks.jobs;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/// How long a run takes on two cores of a few years ago, said before it begins.
record Plan(Set<Part> parts, int runs, Duration length, int samples, List<Integer> depths) {
    // seconds
    private static final double STARTING_SERVICES = 25;
    private static final double STARTING_WORKER = 12;
    private static final double STARTING_LIBRARY = 8;
    private static final double WARM_UP = 2;
    private static final double PAUSE = 0.175;
    private static final double FILLING_ONE = 0.0005;
    private static final double ONE_DEPTH = 45;
    private static final int CONTENDERS = 4;

    String describe() {
        double seconds = 0;
        if (parts.contains(Part.SUBMIT)) {
            seconds +=
                    STARTING_SERVICES
                            + CONTENDERS
                                    * (SubmitRuns.FIRST_WARM_UP * length.toSeconds()
                                            + runs * (WARM_UP + length.toSeconds()));
        }
        if (parts.contains(Part.PICKUP)) {
            seconds +=
                    STARTING_SERVICES
                            + STARTING_WORKER
                            + CONTENDERS * (runs * STARTING_LIBRARY + samples * PAUSE);
        }
        if (parts.contains(Part.BACKLOG)) {
            seconds +=
                    STARTING_SERVICES
                            + depths.size() * (STARTING_WORKER + ONE_DEPTH)
                            + depths.stream().mapToInt(Integer::intValue).max().orElse(0)
                                    * FILLING_ONE;
        }
        return seconds < 90
                ? String.format(Locale.ROOT, "About %.0f s.", seconds)
                : String.format(Locale.ROOT, "About %.0f min.", seconds / 60);
    }
}
