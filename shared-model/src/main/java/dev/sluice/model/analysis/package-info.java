/// Results of analyses and drafts.
@NullMarked
package dev.sluice.model.analysis;

import org.jspecify.annotations.NullMarked;
