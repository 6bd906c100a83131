package dev.sluice.standalone.cli.download;

/// Hears how a download goes.
public interface DownloadProgress {
    DownloadProgress SILENT =
            new DownloadProgress() {
                @Override
                public void received(String name, long bytes, long of) {}

                @Override
                public void checking(String name) {}
            };

    /// @param bytes of all files, those of earlier tries included
    void received(String name, long bytes, long of);

    void checking(String name);
}
