/// Files of an export: fetched, resumed, and compared with their manifest.
@NullMarked
package dev.sluice.standalone.cli.download;

import org.jspecify.annotations.NullMarked;
