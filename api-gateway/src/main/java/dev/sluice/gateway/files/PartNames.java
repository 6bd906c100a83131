package dev.sluice.gateway.files;

import dev.sluice.model.job.Job;

/// Names of files as clients see them.
final class PartNames {
    private PartNames() {}

    /// The name of a part in the manifest to come.
    ///
    /// @param key `{tenant}/{job}/{attempt}/{name}`, where the name may have folders
    static String of(Job job, String key) {
        var ofJob = job.tenant() + "/" + job.id() + "/";
        if (!key.startsWith(ofJob)) {
            throw new IllegalStateException("a part of " + job.id() + " lies elsewhere: " + key);
        }
        return key.substring(key.indexOf('/', ofJob.length()) + 1);
    }

    /// What is offered to who downloads: folders are the client's to make.
    static String withoutFolders(String name) {
        return name.substring(name.lastIndexOf('/') + 1);
    }
}
