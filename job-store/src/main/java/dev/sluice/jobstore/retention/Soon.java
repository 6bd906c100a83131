package dev.sluice.jobstore.retention;

import dev.sluice.model.problem.ProblemException;
import java.util.concurrent.atomic.AtomicInteger;
import org.jooq.exception.DataAccessException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Does some work soon, on a thread of its own. However many ask at once, it is done once after the last
/// of them asked, not by each of them beside the others.
final class Soon {
    private static final Logger LOG = LoggerFactory.getLogger(Soon.class);

    private final String name;
    private final Runnable work;
    private final AtomicInteger asked = new AtomicInteger();

    Soon(String name, Runnable work) {
        this.name = name;
        this.work = work;
    }

    void soon() {
        if (asked.getAndIncrement() == 0) {
            Thread.ofVirtual().name(name).start(this::untilNobodyAsks);
        }
    }

    private void untilNobodyAsks() {
        int answered;
        do {
            answered = asked.get();
            try {
                work.run();
            } catch (ProblemException | DataAccessException e) {
                LOG.info("{} is done by the next round: {}", name, e.getMessage());
            }
        } while (asked.addAndGet(-answered) > 0);
    }
}
