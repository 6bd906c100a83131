package dev.sluice.standalone.cli.download;

import dev.sluice.standalone.cli.client.ExportFiles;
import dev.sluice.standalone.cli.client.SluiceClient;

/// Links to the files of one export. When one has expired, all are asked for anew.
final class FreshLinks {
    private final SluiceClient client;
    private ExportFiles files;

    FreshLinks(SluiceClient client, ExportFiles files) {
        this.client = client;
        this.files = files;
    }

    ExportFiles files() {
        return files;
    }

    Link of(String part) {
        return new Link() {
            @Override
            public String url() {
                return files.part(part).url();
            }

            @Override
            public void renew() {
                files = client.files(files.jobId());
            }
        };
    }

    /// The link to one file.
    interface Link {
        String url();

        void renew();
    }
}
