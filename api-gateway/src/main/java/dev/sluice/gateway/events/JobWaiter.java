package dev.sluice.gateway.events;

import dev.sluice.gateway.web.JobAnswers;
import dev.sluice.gateway.web.Preferences;
import dev.sluice.jobstore.access.Caller;
import dev.sluice.jobstore.lifecycle.Jobs;
import dev.sluice.model.problem.ProblemType;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;

/// Holds answers until a job rests. No thread waits: whoever hears of a change completes the answer.
public final class JobWaiter {
    private static final Logger LOG = LoggerFactory.getLogger(JobWaiter.class);

    private final Jobs jobs;
    private final JobWatch watch;
    private final Places places;
    private final Turns turns;
    private final Timers timers;
    private final Set<Wait> waits = ConcurrentHashMap.newKeySet();

    /// Questions about to be asked: many who wait for one job are answered by one.
    private final Set<Question> due = ConcurrentHashMap.newKeySet();

    JobWaiter(Jobs jobs, JobWatch watch, Places places, Turns turns, Timers timers) {
        this.jobs = jobs;
        this.watch = watch;
        this.places = places;
        this.turns = turns;
        this.timers = timers;
    }

    /// A job as its client gets it.
    ///
    /// @param waited how long the client wished to wait at most; null where that was not honoured, because
    ///     there was no place left to wait, or the process was asked to stop
    public record Held(Jobs.Versioned found, @Nullable Duration waited) {
        public HttpHeaders headers() {
            var headers = JobAnswers.headers(found);
            if (waited != null) {
                Preferences.applied(headers, waited);
            }
            return headers;
        }
    }

    /// The job as soon as it rests (the end, or a question to a person), or after `patience`; sooner when
    /// the client goes away or the process is asked to stop.
    ///
    /// @param reach the tenant whose job it must be; null for any
    /// @throws dev.sluice.model.problem.ProblemException `not_found`
    public CompletableFuture<Held> await(
            Caller caller,
            @Nullable String reach,
            String jobId,
            Duration patience,
            HttpServletRequest request) {
        var place = places.take(caller.tenant());
        if (place.isEmpty()) {
            return CompletableFuture.completedFuture(new Held(read(reach, jobId), null));
        }
        var connection = request.getServletConnection().getConnectionId();
        var wait = new Wait(new Question(reach, jobId), patience, connection, place.get());
        try {
            // watched first, then read: what happens in between wakes
            wait.begin();
            var found = read(reach, jobId);
            var resting = found.job().state().resting();
            if (resting || !watch.open() || !patience.isPositive()) {
                wait.answer(found, resting || watch.open());
            }
        } catch (RuntimeException e) {
            wait.answer.cancel(false);
            throw e;
        }
        return wait.answer;
    }

    /// @throws dev.sluice.model.problem.ProblemException `not_found`
    public Jobs.Versioned read(@Nullable String tenant, String jobId) {
        return jobs.findVersioned(tenant, jobId)
                .orElseThrow(() -> ProblemType.NOT_FOUND.because("There is no such job."));
    }

    /// Answers whose client is no longer there to read them.
    void release(Set<String> goneConnections) {
        waits.stream()
                .filter(wait -> goneConnections.contains(wait.connection))
                .forEach(wait -> Thread.startVirtualThread(() -> wait.answerNow(false)));
    }

    /// Connections on which an answer is held.
    Set<String> connections() {
        return waits.stream().map(wait -> wait.connection).collect(Collectors.toSet());
    }

    private void woken(Question question) {
        if (due.add(question)) {
            Thread.startVirtualThread(() -> ask(question));
        }
    }

    private void ask(Question question) {
        try {
            turns.take();
            try {
                due.remove(question);
                var found = read(question.reach, question.jobId);
                var resting = found.job().state().resting();
                if (resting || !watch.open()) {
                    of(question).forEach(wait -> wait.answer(found, resting));
                }
            } finally {
                turns.give();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            LOG.debug("Job {} could not be read for those who wait for it", question.jobId, e);
            if (!watch.open()) {
                of(question).forEach(wait -> wait.answer.completeExceptionally(e));
            }
        }
    }

    private List<Wait> of(Question question) {
        return waits.stream().filter(wait -> wait.question.equals(question)).toList();
    }

    private record Question(@Nullable String reach, String jobId) {}

    private final class Wait {
        private final CompletableFuture<Held> answer = new CompletableFuture<>();
        private final Question question;
        private final Duration patience;
        private final String connection;
        private final Places.Place place;

        Wait(Question question, Duration patience, String connection, Places.Place place) {
            this.question = question;
            this.patience = patience;
            this.connection = connection;
            this.place = place;
        }

        void begin() {
            waits.add(this);
            var watched = watch.job(question.jobId, () -> woken(question));
            var timer = timers.after(patience, () -> answerNow(true));
            answer.whenComplete((held, failure) -> {
                timer.cancel(false);
                watched.close();
                waits.remove(this);
                place.close();
            });
        }

        void answer(Jobs.Versioned found, boolean waited) {
            answer.complete(new Held(found, waited ? patience : null));
        }

        void answerNow(boolean waited) {
            try {
                answer(read(question.reach, question.jobId), waited);
            } catch (RuntimeException e) {
                answer.completeExceptionally(e);
            }
        }
    }
}
