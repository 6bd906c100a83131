/// The public API from the caller's side: requests, events, and errors in sentences.
@NullMarked
package dev.sluice.standalone.cli.client;

import org.jspecify.annotations.NullMarked;
