package dev.sluice.standalone.cli;

import dev.sluice.standalone.cli.terminal.Terminal;

/// Tells a person who presses Ctrl-C that the job goes on without this command.
final class InterruptNotice implements AutoCloseable {
    private final Terminal terminal;
    private final String jobId;
    private final Thread hook;

    InterruptNotice(Terminal terminal, String jobId) {
        this.terminal = terminal;
        this.jobId = jobId;
        this.hook = Thread.ofPlatform().name("interrupt-notice").unstarted(this::print);
        Runtime.getRuntime().addShutdownHook(hook);
    }

    static String text(String jobId) {
        return "The job goes on: ./sluice follow "
                + jobId
                + " shows it again, ./sluice cancel "
                + jobId
                + " ends it.";
    }

    @Override
    public void close() {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            return; // the JVM ends already, and the notice is being printed
        }
    }

    private void print() {
        terminal.err().println();
        terminal.err().println(text(jobId));
        terminal.err().flush();
    }
}
